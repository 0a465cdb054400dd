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
  PlainTableOutput,
  RemoveFormat,
  Subscript,
  Superscript,
  Table,
  TableCaption,
  TableToolbar,
} from "ckeditor5";
import { CanonicalTags } from "./canonical-tags.js";
import { Characters } from "./characters.js";
import { Citation } from "./citation.js";
import { ImageChooser } from "./image-chooser.js";
import { ImageMarker } from "./image-marker.js";
import { KeysOnObjects } from "./keys-on-objects.js";
import { LanguageOfBlocks } from "./language-of-blocks.js";
import { LinkAttributes } from "./link-attributes.js";
import { NoteButton } from "./note-button.js";
import { NoteMarker } from "./note-marker.js";
import { PartLanguage } from "./part-language.js";
import { PasteFromElsewhere } from "./paste-from-elsewhere.js";
import { PasteLimits } from "./paste-limits.js";
import { PieceLink } from "./piece-link.js";
import { Quotes } from "./quotes.js";
import { SourceView } from "./source-view.js";
import { TableCaptionName } from "./table-captions.js";
import { TableHeaders } from "./table-headers.js";
import { WordCount } from "./word-count.js";

const FIRST = [Essentials, Paragraph, KeysOnObjects, PasteLimits, PasteFromElsewhere];
const LAST = [CanonicalTags, LanguageOfBlocks]; // they add to what the others have set up

// A plugin of CKEditor brings the part of ours that keeps what it would lose.
const NAMED = {
  BlockQuote: [BlockQuote],
  Bold: [Bold],
  Characters: [Characters],
  Citation: [Citation],
  FindAndReplace: [FindAndReplace],
  Heading: [Heading],
  HorizontalLine: [HorizontalLine],
  ImageChooser: [ImageChooser],
  ImageMarker: [ImageMarker],
  Italic: [Italic],
  Link: [Link, LinkAttributes],
  List: [List, ListProperties],
  ListProperties: [ListProperties],
  NoteMarker: [NoteMarker, NoteButton],
  PartLanguage: [PartLanguage],
  PieceLink: [PieceLink],
  Quotes: [Quotes],
  RemoveFormat: [RemoveFormat],
  SourceView: [SourceView],
  Subscript: [Subscript],
  Superscript: [Superscript],
  Table: [Table, TableToolbar, TableCaption, PlainTableOutput, TableHeaders, TableCaptionName],
  TableCaption: [TableCaption],
  WordCount: [WordCount],
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
