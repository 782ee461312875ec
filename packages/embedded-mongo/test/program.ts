/** A program that holds a MongoDB and does nothing about being killed. */
import { startMongo } from '../src/start-mongo.ts';

const mongo = await startMongo({ dataDir: process.argv[2] ?? '', log: () => undefined });
console.log(mongo.uri);
setInterval(() => undefined, 1_000);
