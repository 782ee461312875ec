import type { Seeded } from './seeded';

export type CaseStatus = 'open' | 'waiting' | 'resolved';
export type CasePriority = 'urgent' | 'high' | 'normal';
export type CaseChannel = 'email' | 'chat' | 'phone';

export interface CaseMessage {
  readonly from: string;
  readonly isCustomer: boolean;
  readonly minutesAgo: number;
  readonly text: string;
}

export interface SupportCase {
  readonly number: string;
  readonly subject: string;
  readonly customer: string;
  readonly company: string;
  readonly status: CaseStatus;
  readonly priority: CasePriority;
  readonly channel: CaseChannel;
  readonly assignee: string;
  readonly minutesAgo: number;
  /** Left of the agreed time to answer; negative once it has passed. */
  readonly minutesLeft: number;
  readonly messages: readonly [CaseMessage, ...CaseMessage[]];
  readonly suggestedReply: string;
}

const TEAM = ['Noor Haddad', 'Elias Berg', 'Mia Tanaka', 'Tom Okafor'] as const;

const CUSTOMERS = [
  ['Grace Ellery', 'Fernwood Clinics'],
  ['Oskar Lind', 'Polar Freight'],
  ['Amara Diallo', 'Sable & Finch'],
  ['Daniel Reyes', 'Brightwater'],
  ['Hanna Kowalska', 'Stellar Foods'],
  ['Victor Anand', 'Quarry Labs'],
  ['Julie Moreau', 'Atelier Nord'],
  ['Ben Whitaker', 'Harrow Sports'],
] as const;

interface Topic {
  readonly subject: string;
  readonly question: string;
  readonly answer: string;
  readonly reply: string;
}

const TOPICS: readonly Topic[] = [
  {
    subject: 'Invoice shows the old billing address',
    question:
      'Our March invoice still carries the address we left in January. Finance can’t book it like this. Could you send a corrected copy?',
    answer: 'Thanks for flagging it. I’ve asked our finance team for a corrected document.',
    reply:
      'The corrected invoice is attached, with your new address. I’ve also changed the address on the account, so that April’s will be right from the start.',
  },
  {
    subject: 'Two agents were assigned to the same order',
    question:
      'Order 48-2210 got two different answers today, from two people, twenty minutes apart. Which one holds?',
    answer: 'I’m sorry about the confusion. I’m checking with both colleagues right now.',
    reply:
      'The first answer holds: your order ships on Thursday. The second came from a queue that had not synced yet, and we have closed that gap.',
  },
  {
    subject: 'Export stops at 10,000 rows',
    question:
      'The CSV export for our quarterly review ends at row 10,000 without a warning. We need all 34,118.',
    answer: 'Confirmed, the export has a limit per file. Let me see what we can do today.',
    reply:
      'I’ve run the full export for you, split into four files. They are in your workspace under Reports and stay there for 30 days.',
  },
  {
    subject: 'Single sign-on asks for a code twice',
    question:
      'Since Monday everyone on our team enters the six-digit code twice. The first one is accepted, then it asks again.',
    answer: 'We can reproduce this with your identity provider and are looking into it.',
    reply:
      'The second prompt came from a session setting on your side of the connection. I’ve attached the two lines to change; it takes effect at the next sign-in.',
  },
  {
    subject: 'Refund has not arrived after nine days',
    question:
      'You confirmed a refund of €418 on the 2nd, and our bank sees nothing. Could you check where it is?',
    answer: 'Let me trace the payment. I’ll be back with a reference today.',
    reply:
      'The refund left on the 3rd under reference RF-77120 and was returned by your bank. I’ve sent it again to the account you confirmed; it should arrive in two working days.',
  },
  {
    subject: 'Attachments over 20 MB are dropped silently',
    question:
      'A customer sent us three scans, and only two are in the case. No error anywhere. The missing one has 24 MB.',
    answer: 'Good catch. That should never be silent. I’ve passed it to engineering.',
    reply:
      'The missing scan is back in the case, and files up to 50 MB are accepted from today. Anything larger now says so to the sender.',
  },
  {
    subject: 'Can we move our renewal to the fiscal year?',
    question:
      'Our year ends in September, and the contract renews in June. Can the two be brought together?',
    answer: 'That’s possible. I’ve asked your account manager for the exact terms.',
    reply:
      'We can extend this term to 30 September at the present price, and renew for twelve months from there. Reply with a yes, and the paperwork is on its way.',
  },
  {
    subject: 'Satisfaction survey arrives before the answer',
    question:
      'Two of our customers were asked to rate us before anybody had replied. That does not look good.',
    answer: 'It does not. I’ve paused the survey for your queue while we find out why.',
    reply:
      'The survey went out on assignment rather than on resolution. That is corrected, and I’ve removed the two ratings from your score.',
  },
];

/** A queue that reads like a real one: the newest first, the urgent among them. */
export function casesOf(random: Seeded): readonly SupportCase[] {
  const first = random.between(2_100, 8_900);
  const shift = random.between(0, CUSTOMERS.length - 1);
  let minutesAgo = 0;
  return TOPICS.map((topic, index): SupportCase => {
    minutesAgo += random.between(4, 30) * (index + 1);
    const [customer, company] = CUSTOMERS[(index + shift) % CUSTOMERS.length] ?? CUSTOMERS[0];
    const assignee = TEAM[(index + shift) % TEAM.length] ?? TEAM[0];
    const status = index < 4 ? 'open' : index < 6 ? 'waiting' : 'resolved';
    const priority = index === 1 ? 'urgent' : index % 3 === 0 ? 'high' : 'normal';
    return {
      number: `C-${first - index * random.between(1, 3)}`,
      subject: topic.subject,
      customer,
      company,
      status,
      priority,
      channel: random.pick(['email', 'chat', 'phone', 'email']),
      assignee,
      minutesAgo,
      minutesLeft: (priority === 'urgent' ? 60 : 480) - minutesAgo,
      messages: [
        { from: customer, isCustomer: true, minutesAgo: minutesAgo + 95, text: topic.question },
        { from: assignee, isCustomer: false, minutesAgo, text: topic.answer },
      ],
      suggestedReply: topic.reply,
    };
  });
}
