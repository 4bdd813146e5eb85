import { speak } from '../src/record/language.js';
import { readLanguage } from '../src/record/read-language.js';

/** Speaks the language that the document carries; English, and a warning for whoever looks, where that is unreadable. */
function speakTheDocumentsLanguage(): void {
  const carried = document.getElementById('language')?.textContent ?? '';
  try {
    speak(readLanguage(JSON.parse(carried)));
  } catch (thrown) {
    console.warn('The language of this page is unreadable:', thrown);
  }
}

// A module of its own, so that it is done before anything of the page is put into words: import it before any of that.
speakTheDocumentsLanguage();
