import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'mongoose';

/**
 * Every collection whose documents have an owner, and the field that names it: a tenant, or `platform`.
 * `null` where a document may say that it is nobody's; it has to say it.
 *
 * `exposures` is not among them: MongoDB takes no validator on a time-series collection. Their
 * repository requires the owner, in the one place that writes them.
 */
const OWNED_BY = {
  overrides: { field: 'tenant', types: ['string'] },
  sdk_keys: { field: 'tenant', types: ['string'] },
  feature_requests: { field: 'tenant', types: ['string'] },
  members: { field: 'on', types: ['string'] },
  audit_entries: { field: 'stream', types: ['string'] },
  audit_heads: { field: 'stream', types: ['string'] },
  change_requests: { field: 'tenant', types: ['string', 'null'] },
} as const;

type Owned = keyof typeof OWNED_BY;
type Db = NonNullable<Connection['db']>;

/** The collections by name, for the test that asks each of them. */
export const OWNED_COLLECTIONS = Object.keys(OWNED_BY) as readonly Owned[];

const NAMESPACE_EXISTS = 48;

/**
 * Makes the database itself refuse a document without its owner, whatever code, script or shell writes it.
 * It runs before Mongoose knows the first model, so that a collection is never there without its validator.
 * One that has it is left alone: the database's user in production need not be allowed to change it.
 */
export async function requireOwners({ db }: Connection): Promise<void> {
  if (db === undefined) throw new Error('The connection is not open');
  await Promise.all(OWNED_COLLECTIONS.map((name) => requireOwner(db, name)));
}

async function requireOwner(db: Db, name: Owned): Promise<void> {
  const wanted = {
    validator: validatorOf(name),
    validationLevel: 'strict',
    validationAction: 'error',
  };
  const [found] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  if (found === undefined) {
    await db.createCollection(name, wanted).catch(ignoreThere);
    return;
  }
  const options: object = found.options ?? {};
  const isKept = Object.entries(wanted).every(([key, value]) =>
    isDeepStrictEqual(Reflect.get(options, key), value),
  );
  if (isKept) return;
  await db.command({ collMod: name, ...wanted }).catch((cause: unknown) => {
    throw new Error(`The collection ${name} has no validator yet, and could not be given one`, {
      cause,
    });
  });
}

function validatorOf(name: Owned): object {
  const { field, types } = OWNED_BY[name];
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: [field],
      properties: { [field]: { bsonType: [...types], minLength: 2 } },
    },
  };
}

/** Another replica that starts at the same time has made it, in the same way. */
function ignoreThere(error: unknown): void {
  if (error instanceof Error && Reflect.get(error, 'code') === NAMESPACE_EXISTS) return;
  throw error;
}
