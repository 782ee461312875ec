const COOKIE = 'halyard-sidebar-narrow';
const A_YEAR_S = 31_536_000;

/** Whether one has made the sidebar narrow: in a cookie, so that the server draws the page as it will be. */
export function useNarrowSidebar() {
  // The page has it from the server: reading a cookie there makes it wait for the browser.
  const isNarrow = useState(COOKIE, () => useCookie<boolean>(COOKIE).value ?? false);
  const toggle = () => {
    isNarrow.value = !isNarrow.value;
    document.cookie = `${COOKIE}=${isNarrow.value}; Path=/; Max-Age=${A_YEAR_S}; SameSite=Lax`;
  };
  return { isNarrow: readonly(isNarrow), toggle };
}
