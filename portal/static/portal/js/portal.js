// Everything works without this. What is here makes some parts quicker or kinder.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  Tabs,
  createAll,
  isSupported,
} from "govuk-frontend";

import "./idle.js";
import "./kept.js";
import "./later.js";
import "./lesson.js";
import "./passkeys.js";
import "./survey.js";
import { closeMenus } from "./menu.js";

// The component base styles its scripted forms only where it finds these classes.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

if (isSupported()) {
  for (const component of [
    Accordion,
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    ExitThisPage,
    NotificationBanner,
    PasswordInput,
    Radios,
    SkipLink,
    Tabs,
  ]) {
    createAll(component);
  }
}

closeMenus();
