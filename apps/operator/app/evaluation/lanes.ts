import type { LaneAccountResponse, ResolutionResponse } from '@halyard/contracts';
import { percent } from '../flags/states';

export type Lane = LaneAccountResponse['lane'];
export type LaneColor = 'neutral' | 'success' | 'info' | 'secondary' | 'warning' | 'error';

/** The classes of text in each colour, written out so that they are found. */
export const LANE_TEXT: Readonly<Record<LaneColor, string>> = {
  neutral: 'text-muted',
  success: 'text-success',
  info: 'text-info',
  secondary: 'text-secondary',
  warning: 'text-warning',
  error: 'text-error',
};

interface LaneLook {
  readonly label: string;
  /** A shape of its own, so that colour alone says nothing. */
  readonly icon: string;
  readonly color: LaneColor;
  /** What the lane asks. */
  readonly question: string;
}

/** The ten lanes of an evaluation, in order: the first that answers wins. */
export const LANES: Readonly<Record<Lane, LaneLook>> = {
  unknown_flag: {
    label: 'Unknown flag',
    icon: 'i-lucide-circle-help',
    color: 'error',
    question: 'Is there such a flag?',
  },
  kill_switch: {
    label: 'Kill switch',
    icon: 'i-lucide-octagon-x',
    color: 'error',
    question: 'Is the flag, its category or everything killed?',
  },
  prerequisites: {
    label: 'Prerequisites',
    icon: 'i-lucide-git-branch',
    color: 'warning',
    question: 'Are the flags that it requires as they have to be?',
  },
  overrides: {
    label: 'Override',
    icon: 'i-lucide-building-2',
    color: 'info',
    question: 'Does the user or the tenant have an override?',
  },
  off: {
    label: 'Off',
    icon: 'i-lucide-circle',
    color: 'neutral',
    question: 'Is the flag off here?',
  },
  on: {
    label: 'On',
    icon: 'i-lucide-circle-check-big',
    color: 'success',
    question: 'Is the flag on for everybody here?',
  },
  scope: {
    label: 'Scope',
    icon: 'i-lucide-circle-dashed',
    color: 'neutral',
    question: 'Are plan, tenant and partner in the scope?',
  },
  rules: {
    label: 'Rule',
    icon: 'i-lucide-list-checks',
    color: 'success',
    question: 'Does one of the rules hold?',
  },
  targeted: {
    label: 'Targeted',
    icon: 'i-lucide-crosshair',
    color: 'info',
    question: 'Is the scope itself the list?',
  },
  rollout: {
    label: 'Rollout',
    icon: 'i-lucide-chart-pie',
    color: 'secondary',
    question: 'Is the bucket under the percentage?',
  },
};

export const LANE_NAMES = Object.keys(LANES) as Lane[];

/** What is known of an answer; a matrix knows no more than source and reason. */
export type Outcome = Partial<
  Pick<ResolutionResponse, 'variant' | 'reason' | 'source' | 'ruleId' | 'bucket' | 'errorCode'>
>;

/** The lane behind an answer, where only its source and reason are known. */
export function laneOf({ source, reason, ruleId, errorCode }: Outcome): Lane {
  if (errorCode === 'FLAG_NOT_FOUND') return 'unknown_flag';
  if (source === 'kill_switch') return 'kill_switch';
  if (source === 'prerequisite') return 'prerequisites';
  if (source === 'user_override' || source === 'tenant_override') return 'overrides';
  if (source === 'rule') return ruleId === undefined ? 'targeted' : 'rules';
  if (source === 'rollout' || errorCode === 'TARGETING_KEY_MISSING') return 'rollout';
  if (reason === 'DISABLED') return 'off';
  return reason === 'DEFAULT' ? 'scope' : 'on';
}

/** What an answer goes back to, as the end of a sentence: "… because the flag is off". */
export function becauseOf(outcome: Outcome, lane: Lane = laneOf(outcome)): string {
  const { source, ruleId, bucket, errorCode } = outcome;
  if (errorCode !== undefined) return FAILURES[errorCode] ?? `something is wrong: ${errorCode}`;
  if (lane === 'overrides') {
    const whose = source === 'user_override' ? 'the user has' : 'the tenant has';
    return `${whose} an override${bucket === undefined ? '' : ` for a part of its users`}`;
  }
  if (lane === 'rules') return ruleId === undefined ? 'a rule holds' : `the rule ${ruleId} holds`;
  if (lane === 'targeted') return source === 'rule' ? 'the scope lists them' : 'nothing lists them';
  return BECAUSE[lane];
}

const BECAUSE: Readonly<Record<Exclude<Lane, 'overrides' | 'rules' | 'targeted'>, string>> = {
  unknown_flag: 'there is no such flag',
  kill_switch: 'it is killed',
  prerequisites: 'a flag that it requires is not as it has to be',
  off: 'the flag is off',
  on: 'the flag is on for everybody',
  scope: 'the scope does not list them',
  rollout: 'the rollout decides by their bucket',
};

const FAILURES: Readonly<Record<string, string>> = {
  FLAG_NOT_FOUND: 'there is no such flag',
  PREREQUISITE_CYCLE: 'the flags that it requires lead back to it',
  TARGETING_KEY_MISSING: 'nobody is named whom a percentage could count',
  GENERAL: 'its configuration or the context could not be read',
};

/** What one lane said, as a sentence. `result` is what the evaluation came to in the end. */
export function laneSentence(account: LaneAccountResponse, result: Outcome = {}): string {
  if (account.outcome === 'failed') {
    return 'The context could not be read here, so the flag fell back to off.';
  }
  return SENTENCES[account.lane](account, result);
}

type Sentence = (account: LaneAccountResponse, result: Outcome) => string;

/** In the engine's own words where they are whole; said anew where people need more, or less. */
const SENTENCES: Readonly<Record<Lane, Sentence>> = {
  unknown_flag: ({ detail }) => sentence(detail),
  kill_switch: ({ outcome, detail }) =>
    outcome === 'passed' ? sentence(detail) : sentence(`${detail}, which beats everything`),
  prerequisites: (account) => prerequisitesSentence(account),
  overrides: (account, result) => overrideSentence(account, result),
  off: ({ outcome }) =>
    outcome === 'passed' ? 'The flag is not off here.' : 'The flag is off here, for everybody.',
  on: ({ outcome }) =>
    outcome === 'passed'
      ? 'The flag is not simply on: who gets it is decided below.'
      : 'The flag is on here, for everybody.',
  scope: (account) => scopeSentence(account),
  rules: ({ detail, rules = [] }) => {
    if (detail !== 'none of them holds') return sentence(detail);
    // Those who read one tenant alone are not told of rules that may name others.
    if (rules.length === 0) return 'None of its rules holds.';
    return rules.length === 1
      ? 'Its one rule does not hold.'
      : `None of ${rules.length} rules holds.`;
  },
  targeted: ({ outcome, detail }) => {
    if (outcome === 'passed') return 'It is a rollout: the percentage decides.';
    return detail.startsWith('the scope')
      ? 'The scope is the list, and they are on it.'
      : 'No rule lists them, and so they do not get it.';
  },
  rollout: (account) => comparisonSentence(account),
};

function prerequisitesSentence({
  outcome,
  detail,
  prerequisites = [],
}: LaneAccountResponse): string {
  if (outcome === 'passed') {
    if (detail === 'there are none') return 'It requires no other flag.';
    if (prerequisites.length === 0) return 'What it requires is met.';
    const met = prerequisites.map(({ flag, resolution }) => `${flag} is ${resolution.variant}`);
    return sentence(`what it requires is met: ${listed(met, 'and')}`);
  }
  const last = prerequisites.at(-1);
  if (last === undefined || detail.endsWith('leads back to itself')) return sentence(detail);
  const is = last.resolution.variant ?? 'not there';
  return `It requires ${last.flag} to be ${listed(last.variants, 'or')}, and for them that is ${is}.`;
}

function overrideSentence(
  { outcome, bucket, percentage }: LaneAccountResponse,
  { source, variant }: Outcome,
): string {
  if (outcome === 'passed') return 'Neither the user nor the tenant has an override.';
  const whose = source === 'user_override' ? 'The user’s' : 'The tenant’s';
  if (bucket === undefined || percentage === undefined) {
    return `${whose} own override says ${variant ?? 'what they get'}.`;
  }
  const isIn = bucket < percentage;
  return `${whose} override is for ${percent(percentage)} of its users; the bucket here, ${bucket}, is ${isIn ? '' : 'not '}among them.`;
}

/** "the plan, "free", is not listed" */
function scopeSentence({ outcome, detail }: LaneAccountResponse): string {
  if (outcome === 'passed') {
    return detail === 'it is not set' ? 'The scope is open to all.' : 'They are in the scope.';
  }
  const [, axis, value] = /^the (\w+), (.*), is not listed$/.exec(detail) ?? [];
  if (axis === undefined || value === undefined) return sentence(detail);
  return value === 'missing' || value === 'null'
    ? `The scope asks for a ${axis}, and there is none.`
    : `The ${axis} ${value.replaceAll('"', '')} is not in the scope.`;
}

function comparisonSentence({ bucket, percentage }: LaneAccountResponse): string {
  if (bucket === undefined || percentage === undefined) {
    return 'Nobody is named whom the percentage could count.';
  }
  return bucket < percentage
    ? `The bucket, ${bucket}, is under ${percent(percentage)}: they are in.`
    : `The bucket, ${bucket}, is not under ${percent(percentage)}: they are not in yet.`;
}

type RuleAccount = NonNullable<LaneAccountResponse['rules']>[number];

/** What one rule said: "country is "SE", which fails equals "DK"." */
export function ruleSentence({ outcome, detail, bucket, percentage }: RuleAccount): string {
  if (bucket === undefined || percentage === undefined) return sentence(detail);
  return outcome === 'answered'
    ? `Everything holds, and the bucket, ${bucket}, is under ${percent(percentage)}.`
    : `Everything holds, but the bucket, ${bucket}, is not under ${percent(percentage)}.`;
}

function listed(words: readonly string[], word: 'and' | 'or'): string {
  const [last, ...others] = words.toReversed();
  if (last === undefined) return '';
  return others.length === 0 ? last : `${others.toReversed().join(', ')} ${word} ${last}`;
}

const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`;
