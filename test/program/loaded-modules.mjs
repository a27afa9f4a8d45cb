/** Notes every module of the program as it is loaded, in the file MODULE_LOG. */
import { register } from 'node:module';

if (process.env.MODULE_LOG) register('./loaded-modules-hooks.mjs', import.meta.url);
