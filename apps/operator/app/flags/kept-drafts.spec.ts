import type { KeptDraft } from './kept-drafts';
import { KeptDrafts } from './kept-drafts';

function aStorage() {
  const texts = new Map<string, string>();
  return {
    getItem: (name: string) => texts.get(name) ?? null,
    setItem: (name: string, text: string) => void texts.set(name, text),
    removeItem: (name: string) => void texts.delete(name),
  };
}
const aDraft = { base: { version: 3 }, draft: { state: 'on' } } as unknown as KeptDraft;

it('keeps a draft for its flag and environment, until it is forgotten', () => {
  const drafts = new KeptDrafts(aStorage(), 'shahin');
  drafts.keep('new_nav', 'prod', aDraft);
  expect(drafts.read('new_nav', 'prod')).toEqual(aDraft);
  expect(drafts.read('new_nav', 'dev')).toBeUndefined();
  drafts.forget('new_nav', 'prod');
  expect(drafts.read('new_nav', 'prod')).toBeUndefined();
});

it('keeps with a draft what was said of it', () => {
  const drafts = new KeptDrafts(aStorage(), 'shahin');
  const words = { rationale: 'First customer', evidence: '', applyAt: '' };
  drafts.keep('new_nav', 'prod', { ...aDraft, words });
  expect(drafts.read('new_nav', 'prod')?.words).toEqual(words);
});

it('shows nobody the draft of somebody else', () => {
  const storage = aStorage();
  new KeptDrafts(storage, 'shahin').keep('new_nav', 'prod', aDraft);
  expect(new KeptDrafts(storage, 'ada').read('new_nav', 'prod')).toBeUndefined();
});

it('takes what it cannot read for nothing', () => {
  const storage = aStorage();
  storage.setItem('halyard:draft:ada:prod:new_nav', '{half');
  expect(new KeptDrafts(storage, 'ada').read('new_nav', 'prod')).toBeUndefined();
});
