import { ConfirmDialog } from '#components';

/**
 * Asks before one leaves unsaved edits behind, by closing or by the environment switch, and drops them
 * then. A reload or the end of the session asks nothing: the edits are kept.
 */
export function useUnsavedGuard(dirty: Readonly<Ref<boolean>>, discard: () => void) {
  const overlays = useOverlay();
  const { signedIn } = useSignedIn();
  const ask = (question: InstanceType<typeof ConfirmDialog>['$props']) =>
    overlays.create(ConfirmDialog, { destroyOnClose: true }).open(question);

  async function mayLeave() {
    if (!dirty.value || !signedIn.value) return true;
    const yes = await ask({
      title: 'Discard unsaved changes?',
      description: 'What you have edited here is not saved yet.',
      confirm: 'Discard',
      cancel: 'Keep editing',
    });
    if (yes) discard();
    return yes;
  }

  onBeforeRouteUpdate(async (to, from) => {
    const stays = to.query['flag'] === from.query['flag'] && to.query['env'] === from.query['env'];
    return stays || (await mayLeave());
  });
  onBeforeRouteLeave(mayLeave);
}
