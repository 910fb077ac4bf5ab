interface FilePicker {
  showOpenFilePicker(options: {
    readonly id: string;
    readonly multiple: true;
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<readonly FileSystemFileHandle[]>;
}

/** Chromium has the picker, Firefox and Safari have not. */
const canPickFiles = (scope: object): scope is FilePicker => "showOpenFilePicker" in scope;

const handles = new WeakMap<File, FileSystemFileHandle>();

/**
 * Lets the person choose key files so that they can be written over later; nothing is chosen where the picker is closed.
 *
 * To be called from a click.
 *
 * @returns null where the browser or its owner's policy has no such picker
 */
export async function pickKeyFiles(): Promise<readonly File[] | null> {
  const scope: object = globalThis;
  if (!canPickFiles(scope)) return null;
  const types = [{ accept: { "application/x-pkcs12": [".p12", ".pfx"] } }];
  try {
    const picked = await scope.showOpenFilePicker({ id: "tanba-keys", multiple: true, types });
    return await Promise.all(picked.map(fileOf));
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return cause.name === "AbortError" ? [] : null;
  }
}

async function fileOf(handle: FileSystemFileHandle): Promise<File> {
  const file = await handle.getFile();
  handles.set(file, handle);
  return file;
}

/** Where a file lies that `pickKeyFiles` gave; undefined for one that came another way. */
export function handleOf(file: File): FileSystemFileHandle | undefined {
  return handles.get(file);
}
