/* What the desk does beyond HTML: parts of a page renewed (htmx), the alarm, passkeys, the same help with questions. */
import "./trusted.js";
import htmx from "htmx.org";
import { soundTheAlarm } from "./alarm.js";
import { countCharacters } from "./counting.js";
import { blankBehindUs } from "./leaving.js";
import { foldMenus } from "./menus.js";
import { offerPasskeys } from "./passkeys.js";
import { focusSummary, oneSending, standAlone } from "./questions.js";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // no case may lie in the browser's storage
htmx.config.refreshOnHistoryMiss = true;

blankBehindUs();
focusSummary();
countCharacters();
standAlone();
oneSending();
foldMenus();
soundTheAlarm();
offerPasskeys();
