"use client";

import { FileKey2, FolderOpen, Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { buttonLook } from "./button-look.ts";
import { droppedFiles } from "./dropped-files.ts";
import { FieldError } from "./field-error.tsx";

export interface FileDropTexts {
  /** "Drop key files or their folder here" */
  readonly drop: string;
  readonly chooseFiles: string;
  /** Left out where a folder makes no sense. */
  readonly chooseFolder?: string;
  readonly hint?: string;
  /** "Chosen: a.p12, b.p12", made from the names. */
  readonly chosen: (names: readonly string[]) => string;
}

interface FileDropProps {
  readonly id: string;
  readonly label: string;
  readonly texts: FileDropTexts;
  readonly error?: string | undefined;
  /** For the chooser alone: a dropped file is taken as it comes. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Another way to choose than the browser's own input; null where there is none after all. */
  readonly choose?: () => Promise<readonly File[] | null>;
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
}

/** Files by button, by folder or by drop. The inputs are real ones behind real buttons, so keyboard and voice reach them. */
export function FileDrop({ id, label, texts, error, accept, multiple = true, choose, files, onFiles }: FileDropProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    if (list && list.length > 0) onFiles([...list]);
  };
  const chooseFiles = async () => {
    const chosen = (await choose?.()) ?? null;
    if (chosen === null) chooser.current?.click();
    else if (chosen.length > 0) onFiles(chosen);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = await droppedFiles(event.dataTransfer);
    if (dropped.length > 0) onFiles(multiple ? dropped : dropped.slice(0, 1));
  };

  return (
    <fieldset aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}>
      <legend className="mb-1 font-semibold">{label}</legend>
      {error && <FieldError id={id} error={error} />}
      <section
        aria-label={texts.drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`rounded-lg border-2 border-dashed p-5 transition-colors duration-100 sm:p-6 ${over ? "border-accent bg-accent-soft" : error ? "border-danger bg-surface" : "border-edge bg-surface"}`}
      >
        <p className="mb-4 flex items-center gap-2 text-soft">
          <Upload aria-hidden className="size-5 shrink-0" />
          {texts.drop}
        </p>
        <div className="flex flex-wrap gap-3">
          <button
            id={id}
            type="button"
            aria-describedby={error ? `${id}-error` : undefined}
            className={buttonLook("secondary")}
            onClick={chooseFiles}
          >
            <FileKey2 aria-hidden className="size-5 shrink-0" />
            {texts.chooseFiles}
          </button>
          {texts.chooseFolder && (
            <button type="button" className={buttonLook("quiet")} onClick={() => folder.current?.click()}>
              <FolderOpen aria-hidden className="size-5 shrink-0" />
              {texts.chooseFolder}
            </button>
          )}
        </div>
        <input
          ref={chooser}
          type="file"
          hidden
          data-testid={`${id}-files`}
          {...(accept ? { accept } : {})}
          multiple={multiple}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
        {texts.chooseFolder && (
          <input
            ref={folder}
            type="file"
            hidden
            data-testid={`${id}-folder`}
            {...{ webkitdirectory: "" }}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = "";
            }}
          />
        )}
        <p role="status" className="mt-4 break-words font-semibold empty:hidden">
          {files.length > 0 ? texts.chosen(files.map(({ name }) => name)) : ""}
        </p>
      </section>
      <p id={`${id}-hint`} className="mt-2 max-w-prose text-sm text-soft empty:hidden">
        {texts.hint ?? ""}
      </p>
    </fieldset>
  );
}
