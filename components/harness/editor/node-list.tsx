"use client";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

export type ListedOption = {
  id: string;
  group: string;
  title: string;
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
};
type Props<T extends ListedOption> = {
  label: string;
  options: readonly T[];
  query: string;
  onQuery: (query: string) => void;
  onChoose: (option: T) => void;
  onClose: () => void;
  /** Said when there is no option. */
  empty?: string;
};

/** A field over a list (ARIA combobox): type to narrow, arrows to move, Enter to choose, Escape to leave. */
export function NodeList<T extends ListedOption>({ label, options, query, empty, ...on }: Props<T>) {
  const { onQuery, onChoose, onClose } = on;
  const listId = useId();
  const [cursor, setCursor] = useState(0);
  const open = options.filter((option) => !option.disabled);
  const current = open[Math.min(cursor, open.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setCursor((at) => (Math.min(at, open.length - 1) + step + open.length) % Math.max(open.length, 1));
    }
    if (event.key === "Enter" && current) {
      event.preventDefault();
      onChoose(current);
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <>
      <input
        ref={focusOnce}
        className="node-list-field"
        placeholder={label}
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
        value={query}
        onChange={(event) => {
          onQuery(event.target.value);
          setCursor(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={label} className="node-list-options">
        {options.map((option, index) => (
          <OptionRow
            key={option.id}
            id={`${listId}-${option.id}`}
            option={option}
            isCurrent={option === current}
            heading={option.group !== options[index - 1]?.group}
            onPoint={() => setCursor(open.indexOf(option))}
            onChoose={() => onChoose(option)}
          />
        ))}
      </div>
      {options.length === 0 && <p className="px-3 pb-3 text-12 text-faint">{empty ?? "Nothing has this name."}</p>}
    </>
  );
}

/** The list was just opened by the person: the field takes the keyboard. */
const focusOnce = (element: HTMLInputElement | null) => element?.focus();

type RowProps = {
  id: string;
  option: ListedOption;
  isCurrent: boolean;
  heading: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

function OptionRow({ id, option, isCurrent, heading, onPoint, onChoose }: RowProps) {
  return (
    <>
      {heading && (
        <div role="presentation" className="node-list-head">
          {option.group}
        </div>
      )}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isCurrent}
        aria-disabled={option.disabled || undefined}
        className="menu-item"
        ref={(element) => {
          if (isCurrent) element?.scrollIntoView({ block: "nearest" });
        }}
        onMouseMove={onPoint}
        onClick={() => !option.disabled && onChoose()}
        onKeyDown={() => {}}
      >
        {option.icon}
        <span className="cut grow">{option.title}</span>
        {option.hint && <span className="cut text-11 text-faint">{option.hint}</span>}
      </div>
    </>
  );
}
