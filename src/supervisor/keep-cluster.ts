import { type ClusterOptions, startCluster } from "#platform/cluster.ts";
import { delay } from "./delay.ts";

/** A PostgreSQL of our own that is there as long as the supervisor is, at one address. */
export interface KeptCluster {
  url(database: string): string;
  stop(): Promise<void>;
}

const WAIT_MS = 500;

/** Starts PostgreSQL, and starts it again at the same port whenever it ends without having been told to. */
export async function keepCluster(options: ClusterOptions): Promise<KeptCluster> {
  let cluster = await startCluster(options);
  let wanted = true;
  const { port, url } = cluster;
  void keep();
  return {
    url,
    stop: async () => {
      wanted = false;
      await cluster.stop();
    },
  };

  async function keep(): Promise<void> {
    while (wanted) {
      await cluster.ended;
      if (!wanted) return;
      console.log("  PostgreSQL ended, started again");
      await delay(WAIT_MS);
      await startCluster({ ...options, port }).then(
        (next) => {
          cluster = next;
        },
        (cause: unknown) => console.log(`  ${cause instanceof Error ? cause.message : cause}`),
      );
    }
  }
}
