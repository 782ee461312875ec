import { requestBody, requestFaults, requestForm } from './request-form';

const now = new Date('2026-12-24T10:00:00Z');
const names = (form: object, needsEvidence = false) =>
  requestFaults({ ...requestForm(), ...form }, needsEvidence, now).map(({ name }) => name);

it('sends what was left empty as none', () => {
  expect(requestBody({ ...requestForm(), rationale: ' Why ' })).toEqual({
    rationale: 'Why',
    evidence: null,
    applyAt: null,
  });
});

it('keeps a request on its way through the form', () => {
  const request = {
    rationale: 'Why',
    evidence: 'https://ci/1',
    applyAt: '2026-12-24T10:00:00.000Z',
  };
  expect(requestBody(requestForm(request))).toEqual(request);
});

it('asks for a rationale, for evidence where a flag is sensitive, and for a time to come', () => {
  expect(names({})).toEqual(['rationale']);
  expect(names({ rationale: 'Why' }, true)).toEqual(['evidence']);
  expect(names({ rationale: 'Why', applyAt: '2026-12-01T10:00' })).toEqual(['applyAt']);
  expect(names({ rationale: 'Why', evidence: 'x', applyAt: '2026-12-31T10:00' }, true)).toEqual([]);
});
