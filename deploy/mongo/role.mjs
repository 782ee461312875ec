import { readFileSync } from 'node:fs';

const { role, appendOnly, readWrite } = JSON.parse(
  readFileSync(new URL('role.json', import.meta.url), 'utf8'),
);

export const ROLE = role;

/**
 * What the API may do in its database. Privileges only add up, so whatever may be changed is named
 * one by one, and the audit trail is not among it: its entries can be added and read, by nobody with
 * this role changed or removed. They hold no BSON date, so an index cannot make them expire either.
 */
export function privilegesIn(db) {
  return [
    {
      // `''` is every collection there is or will be.
      resource: { db, collection: '' },
      actions: [
        'find',
        'changeStream',
        'createCollection',
        'createIndex',
        'listCollections',
        'listIndexes',
      ],
    },
    ...appendOnly.map((collection) => ({ resource: { db, collection }, actions: ['insert'] })),
    ...readWrite.map((collection) => ({
      resource: { db, collection },
      // `collMod` keeps a collection's validator up to date.
      actions: ['insert', 'update', 'remove', 'collMod'],
    })),
  ];
}
