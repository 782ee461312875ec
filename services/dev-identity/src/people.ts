interface Human {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  /** One line for the sign-in page. What a person may do is decided by the API's memberships, not here. */
  readonly description: string;
}

/** Someone who runs the platform; signs in to the console. */
export interface Operator extends Human {
  readonly kind: 'operator';
}

/** Someone who works at a tenant; signs in to the portal. */
export interface PortalUser extends Human {
  readonly kind: 'portal_user';
  readonly tenant: string;
}

export type Person = Operator | PortalUser;

const operator = (sub: string, name: string, description: string): Operator => ({
  kind: 'operator',
  sub,
  name,
  email: `${sub}@halyard.example`,
  description,
});

const portalUser = (
  tenant: string,
  name: string,
  description: string,
  sub = `user@${tenant}`,
): PortalUser => ({
  kind: 'portal_user',
  sub,
  name,
  // A domain may hold no underscore, and a slug may.
  email: `${name.split(' ')[0]?.toLowerCase()}@${tenant.replaceAll('_', '-')}.example`,
  description,
  tenant,
});

/** Everyone who can sign in. */
export const PEOPLE: readonly Person[] = [
  operator('shahin', 'Shahin Moradi', 'Editor. Creates flags and changes them.'),
  operator('marco', 'Marco Bianchi', 'Approver. Reviews what touches production.'),
  operator('roberto', 'Roberto Salas', 'Approver. The second pair of eyes.'),
  operator('olga', 'Olga Petrova', 'Operator. Kill switches and rollbacks.'),
  operator('ada', 'Ada Lindqvist', 'Admin. Tenants, environments and members.'),
  operator('vera', 'Vera Novak', 'Viewer. Sees everything and changes nothing.'),
  operator('toni', 'Toni Kjær', 'Approver for 98chimp alone.'),
  portalUser('98chimp', 'Kim Larsen', '98chimp. Pro plan, through Nordic.'),
  portalUser('98chimp', 'Tessa Friis', '98chimp’s own admin. Sees what is on for them.', 'tessa'),
  portalUser('dk_derby', 'Jonas Holm', 'DK Derby. Free plan, through Nordic.'),
  portalUser('loomi', 'Leila Haddad', 'Loomi. Enterprise plan.'),
  portalUser('acme', 'Sam Carter', 'Acme. Pro plan.'),
  portalUser('pty-zeroth', 'Priya Nair', 'Pty Zeroth. Enterprise plan.'),
];

/** The person with this subject, if there is one. */
export function findPerson(sub: string): Person | undefined {
  return PEOPLE.find((person) => person.sub === sub);
}
