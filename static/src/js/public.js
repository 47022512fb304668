/*
 * What a public page does beyond HTML. Everything works without it; nothing here writes markup,
 * so that the page may forbid scripts to (trusted-types 'none').
 */
import { countCharacters } from "./counting.js";
import { takeTurn } from "./crowding.js";
import { blankBehindUs, offerQuickExit } from "./leaving.js";
import { focusSummary, oneSending, standAlone } from "./questions.js";
import { checkCodes } from "./codes.js";
import { offerCopying } from "./copying.js";
import { showUploading } from "./uploading.js";

checkCodes();
blankBehindUs();
offerQuickExit();
focusSummary();
countCharacters();
standAlone();
oneSending();
offerCopying();
showUploading();
takeTurn();
