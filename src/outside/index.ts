export { createOutside, type Outside, type Visit } from './outside.ts';
export {
  AddressRefused,
  isPublicAddress,
  literalAddress,
  lookupPermitted,
  permittedAddresses,
  systemResolve,
  type Resolve,
} from './public-address.ts';
