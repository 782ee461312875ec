import type { Person } from './people.ts';

/** A Halyard application that people sign in to. */
export interface Application {
  readonly clientId: string;
  /** Known to everyone who reads this: it keeps mistakes out, not people. */
  readonly clientSecret: string;
  readonly name: string;
  /** Who signs in to it. */
  readonly people: Person['kind'];
  readonly origin: string;
}

/** The two applications, on the ports where they run. */
export function applicationsOn(ports: {
  readonly consolePort: number;
  readonly portalPort: number;
}): readonly Application[] {
  return [
    {
      clientId: 'halyard-operator',
      clientSecret: 'halyard-operator-dev-secret',
      name: 'Operator console',
      people: 'operator',
      origin: `http://localhost:${ports.consolePort}`,
    },
    {
      clientId: 'halyard-portal',
      clientSecret: 'halyard-portal-dev-secret',
      name: 'Tenant portal',
      people: 'portal_user',
      origin: `http://localhost:${ports.portalPort}`,
    },
  ];
}
