// Every plugin the table of features (journal/text/features.py) may name, and those that no editor does without.
import {
  BlockQuote,
  Bold,
  Essentials,
  FindAndReplace,
  Heading,
  HorizontalLine,
  Italic,
  Link,
  List,
  ListProperties,
  Paragraph,
  PasteFromOffice,
  PlainTableOutput,
  RemoveFormat,
  SpecialCharacters,
  SpecialCharactersEssentials,
  Subscript,
  Superscript,
  Table,
  TableCaption,
  TableToolbar,
  TextPartLanguage,
} from "ckeditor5";
import { CanonicalTags } from "./canonical-tags.js";
import { Citation } from "./citation.js";
import { ImageMarker } from "./image-marker.js";
import { LanguageOfBlocks } from "./language-of-blocks.js";
import { LinkAttributes } from "./link-attributes.js";
import { NoteButton } from "./note-button.js";
import { NoteMarker } from "./note-marker.js";
import { TableHeaders } from "./table-headers.js";

const FIRST = [Essentials, Paragraph, PasteFromOffice];
const LAST = [CanonicalTags, LanguageOfBlocks]; // they add to what the others have set up

// A plugin of CKEditor brings the part of ours that keeps what it would lose.
const NAMED = {
  BlockQuote: [BlockQuote],
  Bold: [Bold],
  Citation: [Citation],
  FindAndReplace: [FindAndReplace],
  Heading: [Heading],
  HorizontalLine: [HorizontalLine],
  ImageMarker: [ImageMarker],
  Italic: [Italic],
  Link: [Link, LinkAttributes],
  List: [List, ListProperties],
  ListProperties: [ListProperties],
  NoteMarker: [NoteMarker, NoteButton],
  RemoveFormat: [RemoveFormat],
  SpecialCharacters: [SpecialCharacters, SpecialCharactersEssentials],
  Subscript: [Subscript],
  Superscript: [Superscript],
  Table: [Table, TableToolbar, TableCaption, PlainTableOutput, TableHeaders],
  TableCaption: [TableCaption],
  TextPartLanguage: [TextPartLanguage],
};

// Returns the plugins for the names of one profile; an unknown name is reported and left out, so that text stays editable.
export function choosePlugins(names) {
  const chosen = new Set(FIRST);
  for (const name of names) {
    if (!NAMED[name]) console.error(`editor: no plugin ${name}`);
    for (const plugin of NAMED[name] ?? []) chosen.add(plugin);
  }
  return [...chosen, ...LAST];
}
