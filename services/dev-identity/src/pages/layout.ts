import { Html, html } from './html.ts';
import { STYLES } from './styles.ts';

/** A flag, half-way up its halyard. */
const MARK = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="var(--accent)" />
  <path d="M11 6.5v19" stroke="#fff" stroke-width="2" stroke-linecap="round" />
  <path d="M11 9h11.2l-2.9 4 2.9 4H11z" fill="#fff" />
  <path
    d="M11 25.5c3.4-1 4.9-3.6 4.9-8.5"
    stroke="#fff"
    stroke-opacity=".55"
    stroke-width="1.4"
    fill="none"
    stroke-linecap="round"
  />
</svg>`;

const FAVICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#5457e0"/><path d="M11 6.5v19" stroke="#fff" stroke-width="2" stroke-linecap="round"/><path d="M11 9h11.2l-2.9 4 2.9 4H11z" fill="#fff"/></svg>',
  );

/** At the end of a row that leads somewhere. */
export const ARROW = html`<svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
  <path
    d="m6 3.5 4.5 4.5L6 12.5"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  />
</svg>`;

/** A whole page of this service around its content. */
export function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Halyard</title>
        <link rel="icon" href="${FAVICON}" />
        <style>
          ${new Html(STYLES)}
        </style>
      </head>
      <body>
        <main>
          <header>${MARK}<span class="badge">Development · no password</span></header>
          ${content}
        </main>
        <footer>
          A development identity with demo people. It asks for no password, and does not start in
          production.
        </footer>
      </body>
    </html>`.text;
}
