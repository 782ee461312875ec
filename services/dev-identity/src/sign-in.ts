import type { Context, Middleware } from 'koa';
import { errors, type Provider } from 'oidc-provider';
import type { Application } from './applications.ts';
import { errorPage } from './pages/message-pages.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { PEOPLE, type Person } from './people.ts';
import { textBody } from './request-body.ts';

const PATH = /^\/sign-in\/[\w-]+$/;

/** The page where one chooses who to be, and what happens when one has. */
export function signIn(provider: Provider, applications: readonly Application[]): Middleware {
  return async (context, next) => {
    if (!PATH.test(context.path)) return next();
    try {
      const interaction = await provider.interactionDetails(context.req, context.res);
      const clientId = String(interaction.params['client_id']);
      const application = applications.find((each) => each.clientId === clientId);
      if (!application) throw new errors.InvalidClient('This application is not known here.');
      const people = PEOPLE.filter(({ kind }) => kind === application.people);
      if (context.method !== 'POST') {
        context.body = signInPage(application, people, context.path);
        return;
      }
      const person = await chosen(context, people);
      await finish(provider, context, application, person);
    } catch (error) {
      if (!(error instanceof errors.OIDCProviderError)) throw error;
      context.status = error.statusCode;
      context.type = 'html';
      context.body = errorPage(explanation(error), applications);
    }
  };
}

async function chosen(context: Context, people: readonly Person[]): Promise<Person> {
  const form = new URLSearchParams((await textBody(context.req)) ?? '');
  const person = people.find(({ sub }) => sub === form.get('sub'));
  if (!person) throw new errors.InvalidRequest('Nobody by that name signs in to this application.');
  return person;
}

/** Signs the person in and grants what was asked for: a demo person has nothing to consent to. */
async function finish(
  provider: Provider,
  context: Context,
  application: Application,
  person: Person,
): Promise<void> {
  const grant = new provider.Grant({ accountId: person.sub, clientId: application.clientId });
  grant.addOIDCScope('openid profile email offline_access');
  const result = { login: { accountId: person.sub }, consent: { grantId: await grant.save() } };
  context.respond = false;
  await provider.interactionFinished(context.req, context.res, result, {
    mergeWithLastSubmission: false,
  });
}

function explanation(error: InstanceType<typeof errors.OIDCProviderError>): string {
  if (error instanceof errors.SessionNotFound) {
    return 'This sign-in is over: it was finished already, or left open for too long.';
  }
  return error.error_description ?? error.message;
}
