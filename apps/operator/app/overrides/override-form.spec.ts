import { localTime, overrideBody, overrideFaults, overrideForm } from './override-form';

const aForm = (given: object = {}) => ({
  ...overrideForm(),
  tenant: 'loomi',
  variant: 'on',
  reason: ' Pilot ',
  ...given,
});

it('sends what was left empty as none', () => {
  expect(overrideBody(aForm())).toEqual({
    variant: 'on',
    reason: 'Pilot',
    percentage: null,
    expiresAt: null,
  });
});

it('sends a percentage for a tenant and none for a user', () => {
  expect(overrideBody(aForm({ percentage: '12.5' })).percentage).toBe(12.5);
  expect(overrideBody(aForm({ percentage: '12.5', user: 'kim' })).percentage).toBeNull();
});

it('sends the version of the one that it replaces', () => {
  expect(overrideBody(aForm(), 3)).toMatchObject({ version: 3 });
});

it('says what is missing, and an end that has passed', () => {
  const now = new Date('2026-12-24T10:00:00Z');
  const faults = overrideFaults(overrideForm(), now);
  expect(faults.map(({ pointer }) => pointer)).toEqual(['/tenant', '/variant', '/reason']);
  const past = overrideFaults(aForm({ expiresAt: localTime(now) }), now);
  expect(past).toEqual([{ pointer: '/expiresAt', message: 'has to be in the future' }]);
});

it('keeps a moment on its way through the form', () => {
  const at = new Date('2026-12-24T10:00:00Z');
  const body = overrideBody(aForm({ expiresAt: localTime(at) }));
  expect(body.expiresAt).toBe('2026-12-24T10:00:00.000Z');
});
