export { API_RESOURCE, AUDIENCE, type TokenOverrides } from './access-token.ts';
export { applicationsOn, type Application } from './applications.ts';
export { createIdentity, type Identity, type IdentityOptions } from './identity.ts';
export { findPerson, PEOPLE, type Operator, type Person, type PortalUser } from './people.ts';
export { SIGNING_ALGORITHM } from './signing-keys.ts';
