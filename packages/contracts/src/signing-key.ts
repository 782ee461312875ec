import { Field, listOf, oneOf, ref, string } from './response.ts';

/** A public key (RFC 8037). */
export class SigningKeyResponse {
  @Field(oneOf(['OKP']))
  kty: 'OKP';

  @Field(oneOf(['Ed25519']))
  crv: 'Ed25519';

  @Field(string)
  x: string;

  @Field(string, 'Its thumbprint (RFC 7638)')
  kid: string;

  @Field(oneOf(['EdDSA']))
  alg: 'EdDSA';

  @Field(oneOf(['sig']))
  use: 'sig';
}

/** A JSON Web Key Set: what we have signed is verified with. */
export class SigningKeysResponse {
  @Field(listOf(ref(SigningKeyResponse)), 'The one that signs now comes first')
  keys: readonly SigningKeyResponse[];
}
