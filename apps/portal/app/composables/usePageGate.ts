/** Which pages are there: those without a flag, and those whose flag is on for sure. */
export function usePageGate() {
  const { read, ready } = useFeatureFlags();
  const router = useRouter();

  /** The page at a path, by what its own `definePageMeta()` says. */
  function isOpen(path: string): boolean {
    const { flag } = router.resolve(path).meta;
    return flag === undefined || read(flag) === true;
  }

  return { isOpen, ready };
}
