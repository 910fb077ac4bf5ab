import { build, isBuilt } from "./build.ts";

/* `npm run build`: the production build; with --if-older only when a source is younger than the one there. */
if (process.argv.includes("--if-older") && isBuilt()) console.log("The build is younger than the sources.");
else await build("inherit");
