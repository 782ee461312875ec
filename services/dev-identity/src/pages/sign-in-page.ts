import type { Application } from '../applications.ts';
import type { Person } from '../people.ts';
import { html, type Html } from './html.ts';
import { ARROW, page } from './layout.ts';

/** The list of people to choose from; each is a button that signs in at once. */
export function signInPage(
  application: Application,
  people: readonly Person[],
  action: string,
): string {
  return page(
    `Sign in to the ${application.name.toLowerCase()}`,
    html`<h1>Sign in to Halyard</h1>
      <p class="lead">Choose who you are in the ${application.name.toLowerCase()}.</p>
      <form method="post" action="${action}">
        <ul class="card" aria-label="People">
          ${people.map(row)}
        </ul>
      </form>`,
  );
}

function row(person: Person, index: number): Html {
  return html`<li>
    <button class="row" name="sub" value="${person.sub}">
      <span class="avatar" style="--hue: ${(index * 53 + 238) % 360}" aria-hidden="true"
        >${initials(person.name)}</span
      >
      <span class="who">
        <span class="name">${person.name} <code>${person.sub}</code></span>
        <span class="about">${person.description}</span>
      </span>
      ${ARROW}
    </button>
  </li>`;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
}
