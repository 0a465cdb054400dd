// The bundle: every textarea with `data-editor` becomes an editor when it is looked at.
import { watchForTextareas } from "./start.js";

watchForTextareas();
