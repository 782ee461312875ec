import type { BooleanFlagKey } from '@halyard/vue';

declare module '#app' {
  interface PageMeta {
    /** The page is there only while this flag is on: see `PortalGate.vue`. */
    flag?: BooleanFlagKey;
  }
}

declare module 'vue-router' {
  interface RouteMeta {
    flag?: BooleanFlagKey;
  }
}
