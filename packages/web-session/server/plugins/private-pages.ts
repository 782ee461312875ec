/** A page shows who is signed in: neither a cache nor the back button after signing out may keep it. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:response', (response) => {
    response.headers = { ...response.headers, 'cache-control': 'private, no-store' };
  });
});
