import type { Application } from '../applications.ts';
import { html, type Html } from './html.ts';
import { ARROW, page } from './layout.ts';

/** For someone who came to the service's own address. */
export function welcomePage(applications: readonly Application[]): string {
  return message(
    'Halyard identity',
    'Signing in starts in the application that you want to use.',
    applications,
  );
}

/** For someone who signed out and whose application named nowhere to go. */
export function signedOutPage(applications: readonly Application[]): string {
  return message('You are signed out', 'Sign in again whenever you like.', applications);
}

/** For someone whose sign-in can't go on. */
export function errorPage(explanation: string, applications: readonly Application[]): string {
  return message(
    'This sign-in can’t go on',
    `${explanation.replace(/\.?$/, '.')} Start again from here.`,
    applications,
  );
}

function message(title: string, text: string, applications: readonly Application[]): string {
  return page(
    title,
    html`<h1>${title}</h1>
      <p class="lead">${text}</p>
      <ul class="card" aria-label="Applications">
        ${applications.map(link)}
      </ul>`,
  );
}

function link({ name, origin }: Application): Html {
  return html`<li>
    <a class="row" href="${origin}/">
      <span class="who">
        <span class="name">${name}</span>
        <span class="about">${origin.replace(/^https?:\/\//, '')}</span>
      </span>
      ${ARROW}
    </a>
  </li>`;
}
