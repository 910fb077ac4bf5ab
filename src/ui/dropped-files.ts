/** The files of a drop, those of dropped folders too, one level deep: key files of one person lie side by side. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  // The list is emptied once the event handler returns, so the entries are taken before anything is awaited.
  const plain = [...transfer.files];
  const folders = [...transfer.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? [entry] : [];
  });
  if (folders.length === 0) return plain;
  const names = new Set(folders.map(({ name }) => name));
  const inside = await Promise.all(folders.map(filesIn));
  return [...plain.filter(({ name }) => !names.has(name)), ...inside.flat()];
}

async function filesIn(folder: FileSystemEntry): Promise<readonly File[]> {
  const entries = await entriesOf(folder);
  return Promise.all(entries.filter(({ isFile }) => isFile).map(fileOf));
}

/** A reader hands out a hundred entries at a time and an empty list at the end. */
async function entriesOf(folder: FileSystemEntry): Promise<readonly FileSystemEntry[]> {
  if (!isDirectory(folder)) return [];
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    if (isFileEntry(entry)) entry.file(resolve, reject);
    else reject(new TypeError("not a file"));
  });
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
