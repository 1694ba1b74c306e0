import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type Extension,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@uiw/react-codemirror";

type Language = "json" | "cedar" | "liquid" | "text";
/** Named groups are the class of the token: key, str, num, type, comment. */
const PATTERNS: Partial<Record<Language, RegExp>> = {
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<str>"(?:[^"\\]|\\.)*")|(?<num>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?<type>\b(?:true|false|null)\b)/g,
  cedar:
    /(?<comment>\/\/.*$)|(?<str>"(?:[^"\\]|\\.)*")|(?<key>\b(?:permit|forbid|when|unless|if|then|else|in|like|has|is|principal|action|resource|context)\b|@\w+)|(?<num>\b\d+\b)|(?<type>\b(?:true|false)\b|\b[A-Z]\w*(?=::))/g,
  liquid: /(?<comment>\{%-?\s*comment.*?%\})|(?<key>\{%-?|-?%\})|(?<type>\{\{-?[^}]*\}\})/g,
};

/** Colours for the languages of the product. A regular expression per language is enough for reading. */
export function codeTokens(language: Language): Extension {
  const regexp = PATTERNS[language];
  if (!regexp) return [];
  const matcher = new MatchDecorator({
    regexp,
    decoration: (match) => {
      const group = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
      return group ? Decoration.mark({ class: `code-${group}` }) : null;
    },
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate) {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
