import type { Pickle } from '@cucumber/messages';
import type {
  Client,
  EvaluationContext,
  EvaluationDetails,
  JsonValue,
} from '@openfeature/server-sdk';
import { keyOf } from './flags.ts';

/** What is left out of the specification's scenarios. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  '@provider-status': 'a provider’s states are the SDK’s own',
  '@hooks': 'hooks are the SDK’s own',
  '@immutability': 'the context and the details are the SDK’s own',
  '@async': 'how a call is made is the SDK’s own',
  '@metadata': 'a flag has no metadata of its own',
  '@reason-codes-cached': 'the provider for servers caches nothing',
  '@reason-codes-disabled': 'a disabled flag serves its off variant, not the code’s default',
};

/** One scenario as it goes. */
class World {
  key = '';
  type = '';
  fallback: JsonValue = null;
  context: EvaluationContext = {};
  details: EvaluationDetails<JsonValue> | undefined;

  constructor(private readonly client: Client) {}

  ask(type: string, key: string, fallback: string): void {
    this.key = keyOf(key);
    this.type = type.toLowerCase();
    this.fallback = parse(this.type, fallback);
  }

  async evaluate(context = this.context): Promise<EvaluationDetails<JsonValue>> {
    const { client, key, fallback } = this;
    const ofType: Readonly<Record<string, () => Promise<EvaluationDetails<JsonValue>>>> = {
      boolean: () => client.getBooleanDetails(key, fallback as boolean, context),
      string: () => client.getStringDetails(key, fallback as string, context),
      object: () => client.getObjectDetails(key, fallback, context),
    };
    const number = () => client.getNumberDetails(key, fallback as number, context);
    this.details = await (ofType[this.type] ?? number)();
    return this.details;
  }

  expect(details: Partial<EvaluationDetails<JsonValue>>): void {
    expect(this.details).toMatchObject(details);
  }

  expectValue(text: string, type = this.type): void {
    expect(this.details?.value).toEqual(parse(type, text));
  }

  expectFields(names: readonly string[], values: readonly string[]): void {
    const fields = names.map((name, index) => [name, parse('json', values[index] ?? '')]);
    expect(this.details?.value).toEqual(Object.fromEntries(fields));
  }
}

type Step = (world: World, ...args: string[]) => unknown;

/** By the specification's own sentences, those of the older scenarios first. */
const STEPS: readonly (readonly [RegExp, Step])[] = [
  [/^a stable provider$/, () => undefined],

  [
    /^an? (?:non-existent )?(\w+) flag with key "(.*)" is evaluated with (?:details and )?(?:a )?(?:default|fallback) value "?(.*?)"?$/,
    (world, type = '', key = '', fallback = '') => {
      world.ask(type, key, fallback);
      return world.evaluate();
    },
  ],
  [
    /^an object flag with key "(.*)" is evaluated with (?:details and )?a null default value$/,
    (world, key = '') => {
      world.ask('object', key, 'null');
      return world.evaluate();
    },
  ],
  [
    /^a flag with key "(.*)" is evaluated with default value "(.*)"$/,
    (world, key = '', fallback = '') => {
      world.ask('string', key, fallback);
      return world.evaluate();
    },
  ],
  [
    /^a string flag with key "(.*)" is evaluated as an integer, with details and a fallback value (.*)$/,
    (world, key = '', fallback = '') => {
      world.ask('integer', key, fallback);
      return world.evaluate();
    },
  ],
  [
    /^context contains keys "(.*)", "(.*)", "(.*)", "(.*)" with values "(.*)", "(.*)", (.*), "(.*)"$/,
    (world, a = '', b = '', c = '', d = '', first = '', second = '', third = '', fourth = '') => {
      world.context = {
        [a]: first,
        [b]: second,
        [c]: Number(third),
        [d]: parse('boolean', fourth) as boolean,
      };
    },
  ],
  [
    /^the resolved (?:\w+ )?(?:details )?(?:value|response) should be "?([^"]*)"?$/,
    (world, value = '') => world.expectValue(value),
  ],
  [
    /^the resolved \w+ details value should be "?(.*?)"?, the variant should be "(.*)", and the reason should be "(.*)"$/,
    (world, value = '', variant = '', reason = '') => {
      world.expectValue(value);
      world.expect({ variant, reason });
    },
  ],
  [
    /^the resolved object (?:details )?value should be contain fields "(.*)", "(.*)", and "(.*)", with values "(.*)", "(.*)" and (.*), respectively$/,
    (world, a = '', b = '', c = '', first = '', second = '', third = '') =>
      world.expectFields([a, b, c], [first, JSON.stringify(second), third]),
  ],
  [
    /^the variant should be "(.*)", and the reason should be "(.*)"$/,
    (world, variant = '', reason = '') => world.expect({ variant, reason }),
  ],
  [
    /^the resolved flag value is "(.*)" when the context is empty$/,
    async (world, value = '') => {
      await world.evaluate({});
      world.expectValue(value);
    },
  ],
  [
    /^the default \w+ value should be returned$/,
    (world) => world.expect({ value: world.fallback }),
  ],
  [
    /^the reason should indicate an error and the error code should indicate .* with "(.*)"$/,
    (world, errorCode = '') => world.expect({ reason: 'ERROR', errorCode } as never),
  ],

  [
    /^a (\w+)-flag with key "(.*)" and a fallback value "(.*)"$/,
    (world, type = '', key = '', fallback = '') => world.ask(type, key, fallback),
  ],
  [
    /^a context containing a key "(.*)", with type "(.*)" and with value "(.*)"$/,
    (world, key = '', type = '', value = '') => {
      world.context = { ...world.context, [key]: parse(type.toLowerCase(), value) as string };
    },
  ],
  [
    /^a context containing a key "(.*)" with null value$/,
    (world, key = '') => {
      world.context = { ...world.context, [key]: null };
    },
  ],
  [/^the flag was evaluated with details$/, (world) => world.evaluate()],
  [
    /^the resolved details value should be "(.*)"$/,
    (world, value = '') => world.expectValue(value),
  ],
  [/^the reason should be "(.*)"$/, (world, reason = '') => world.expect({ reason })],
  [/^the variant should be "(.*)"$/, (world, variant = '') => world.expect({ variant })],
  [
    /^the error-code should be "(.*)"$/,
    (world, errorCode = '') => world.expect({ errorCode } as never),
  ],
  [/^the flag key should be "(.*)"$/, (world, key = '') => world.expect({ flagKey: keyOf(key) })],
];

/** Goes through a scenario, each step by the one sentence that it is. */
export async function play({ steps }: Pickle, client: Client): Promise<void> {
  const world = new World(client);
  for (const { text } of steps) {
    const found = STEPS.find(([sentence]) => sentence.test(text));
    if (found === undefined) throw new Error(`No step is "${text}"`);
    const [sentence, step] = found;
    await step(world, ...(sentence.exec(text) ?? []).slice(1));
  }
}

function parse(type: string, text: string): JsonValue {
  if (type === 'string') return text;
  return JSON.parse(text.replaceAll('\\"', '"')) as JsonValue;
}
