import { createIdentity, type Identity, type IdentityOptions } from '../src/identity.ts';

const running: Identity[] = [];

/** An identity provider that listens, until the test's file is over. */
export async function anIdentity(options: IdentityOptions = {}): Promise<Identity> {
  const identity = await createIdentity(options);
  await identity.listen();
  running.push(identity);
  return identity;
}

afterAll(async () => {
  await Promise.all(running.splice(0).map((identity) => identity.close()));
});
