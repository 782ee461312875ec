/** Keeps a list of flags as it is now, and says which ones somebody has just changed. */
export function useFollowedFlags(list: Pick<ReturnType<typeof useFlags>, 'follow'>) {
  const { onLiveChange } = useLive();
  const changed = ref<readonly string[]>([]);
  const announcement = ref('');
  const { start: forgetSoon } = useTimeoutFn(() => (changed.value = []), 3000, {
    immediate: false,
  });

  onLiveChange(async () => {
    try {
      changed.value = await list.follow();
    } catch {
      return; // What is on the screen stays; the live indicator says that it may be old.
    }
    if (changed.value.length === 0) return;
    announcement.value = `Changed just now: ${changed.value.join(', ')}`;
    forgetSoon();
  });

  return { changed, announcement };
}
