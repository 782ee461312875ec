import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import type { Client, EvaluationDetails, JsonValue } from '@openfeature/server-sdk';
import { OpenFeature as OpenFeatureWeb } from '@openfeature/web-sdk';
import type { Client as WebClient } from '@openfeature/web-sdk';
import type { ClientAnswer, OfficialClient, Question } from './official-client.ts';

const nothing = () => Promise.resolve();

/** For servers: a call for each evaluation. */
export const SERVER: OfficialClient = {
  name: 'JavaScript on servers',
  prepare: nothing,
  ask: async (questions, endpoint, key) => {
    const client = await serverClient(endpoint, key);
    const answers: ClientAnswer[] = [];
    for (const question of questions) answers.push(toAnswer(await ask(client, question)));
    await OpenFeature.close();
    return answers;
  },
};

export async function serverClient(endpoint: string, key: string): Promise<Client> {
  const headers: [string, string][] = [['Authorization', `Bearer ${key}`]];
  await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: endpoint, headers }));
  return OpenFeature.getClient();
}

/** For browsers: a bulk call for each context. */
export const WEB: OfficialClient = {
  name: 'JavaScript in browsers',
  prepare: nothing,
  ask: async (questions, endpoint, key) => {
    const provider = new OFREPWebProvider({
      baseUrl: endpoint,
      headers: [['X-API-Key', key]],
      pollInterval: 0,
      changeDetection: 'none',
      cacheMode: 'disabled',
    });
    const answers = new Map<Question, ClientAnswer>();
    const byContext = Map.groupBy(questions, ({ context }) => JSON.stringify(context));
    await OpenFeatureWeb.setProviderAndWait(provider, {});
    const client = OpenFeatureWeb.getClient();
    for (const [context, group] of byContext) {
      await OpenFeatureWeb.setContext(JSON.parse(context) as Question['context']);
      for (const question of group) answers.set(question, toAnswer(askWeb(client, question)));
    }
    await OpenFeatureWeb.close();
    return questions.map((question) => answers.get(question) as ClientAnswer);
  },
};

function ask(client: Client, question: Question): Promise<EvaluationDetails<JsonValue>> {
  const { flag, type, default: fallback, context } = question;
  if (type === 'boolean') return client.getBooleanDetails(flag, fallback as boolean, context);
  if (type === 'string') return client.getStringDetails(flag, fallback as string, context);
  if (type === 'object') return client.getObjectDetails(flag, fallback, context);
  return client.getNumberDetails(flag, fallback as number, context);
}

function askWeb(client: WebClient, question: Question): EvaluationDetails<JsonValue> {
  const { flag, type, default: fallback } = question;
  if (type === 'boolean') return client.getBooleanDetails(flag, fallback as boolean);
  if (type === 'string') return client.getStringDetails(flag, fallback as string);
  if (type === 'object') return client.getObjectDetails(flag, fallback);
  return client.getNumberDetails(flag, fallback as number);
}

function toAnswer(details: EvaluationDetails<JsonValue>): ClientAnswer {
  const { value, variant = null, reason = null, errorCode = null, flagMetadata } = details;
  const { source = null, ruleId = null } = flagMetadata as Partial<Record<string, string>>;
  return { value, variant, reason, errorCode, source, ruleId };
}
