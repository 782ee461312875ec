import { ConfirmDialog } from '#components';

/** Asks before one leaves unsaved edits behind, be it by closing, by the environment switch or by the browser. */
export function useUnsavedGuard(dirty: Readonly<Ref<boolean>>) {
  const overlays = useOverlay();
  const ask = (question: InstanceType<typeof ConfirmDialog>['$props']) =>
    overlays.create(ConfirmDialog, { destroyOnClose: true }).open(question);

  const mayLeave = async () =>
    !dirty.value ||
    (await ask({
      title: 'Discard unsaved changes?',
      description: 'What you have edited here is not saved yet.',
      confirm: 'Discard',
      cancel: 'Keep editing',
    }));

  onBeforeRouteUpdate(async (to, from) => {
    const stays = to.query['flag'] === from.query['flag'] && to.query['env'] === from.query['env'];
    return stays || (await mayLeave());
  });
  onBeforeRouteLeave(mayLeave);
  useEventListener('beforeunload', (event) => {
    if (dirty.value) event.preventDefault();
  });
}
