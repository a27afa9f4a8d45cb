import { z } from 'zod';
import { reachWishes } from './reach.ts';

export const ReachForm = z.object({ wish: z.enum(reachWishes) });
