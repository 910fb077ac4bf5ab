import { createKeyRing } from "./key-ring.ts";
import { serve } from "./remote.ts";
import { browserWaitingStore } from "./waiting-store.ts";

/*
 * The Web Worker in which private keys live. Ending it forgets them.
 */
serve(self, createKeyRing({ now: () => new Date(), store: browserWaitingStore }));
