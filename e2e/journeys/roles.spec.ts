import { expect, test } from '../people/test.ts';

const FLAG = 'export.by_role';
const MAY_NOT_CHANGE = 'Your role does not let you create and change flags.';
const MAY_NOT_KILL = 'Your role does not let you kill and roll back flags.';

test.beforeAll(({ stack }) => stack.api.makeFlag({ key: FLAG }));
test.beforeEach(({ stack }) => stack.api.reset(FLAG));

test('a viewer sees everything, can change nothing, and is told why', async ({ operator }) => {
  const vera = await operator('vera');
  await expect(vera.newFlag).toBeDisabled();
  await expect(vera.newFlag).toHaveAccessibleDescription(MAY_NOT_CHANGE);

  const panel = await vera.openFlag(FLAG);
  await expect(panel.root.getByText(MAY_NOT_CHANGE)).toBeVisible();
  await expect(panel.state('On')).toBeDisabled();
  await expect(panel.kill).toBeDisabled();
  await expect(panel.kill).toHaveAccessibleDescription(MAY_NOT_KILL);

  await panel.kill.click({ force: true });
  await expect(vera.dialog(`Kill ${FLAG}`)).toBeHidden();
  await panel.openTab('History');
  await expect(panel.entry('created the flag')).toBeVisible();
});

test('an editor changes flags and does not kill them', async ({ operator }) => {
  const shahin = await operator('shahin');
  await shahin.goTo('/flags?env=staging');
  const panel = await shahin.openFlag(FLAG);
  await expect(panel.kill).toHaveAccessibleDescription(MAY_NOT_KILL);
  await panel.choose('On');
  await panel.save('Everybody may export');
  await panel.close();
  await expect(shahin.row(FLAG)).toContainText('On');
});

test('an operator kills flags and does not change them', async ({ operator }) => {
  const olga = await operator('olga');
  const panel = await olga.openFlag(FLAG);
  await expect(panel.root.getByText(MAY_NOT_CHANGE)).toBeVisible();
  await expect(panel.state('On')).toBeDisabled();
  await panel.killNow('It exports too much');
  await expect(panel.killed).toContainText('It exports too much');
});

test('the console follows what others do', async ({ operator, stack }) => {
  const vera = await operator('vera');
  await expect(vera.row(FLAG)).toContainText('Off');
  await expect(vera.page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await stack.api.configure(FLAG, { state: 'on' });
  await expect(vera.row(FLAG)).toContainText('On', { timeout: 2_000 });
});
