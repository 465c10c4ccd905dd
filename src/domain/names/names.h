/* names.h: are these two ways of writing the same name?
 *
 * People from many countries have names that passed through several alphabets and several offices:
 * Mohammed, Muhammad, Mohamad; Youssef, Yusuf, Joesoef; Chaled, Khalid. Two comparisons, both pure
 * and the same on every machine.
 *
 * Folded (name_fold): small letters without accents, words with one space between them. Cyrillic
 * and Arabic letters become Latin ones; apostrophes vanish; all other signs end a word.
 *
 * By sound (name_key): what is written for one sound in Dutch, English, French and Turkish
 * spelling becomes one sign. oe ou oo u o are one vowel; e may be a or i; later vowels of a word
 * are all alike; j, y, dj and zh are one; ch may be sh or kh; ph is f, v is f or w; a last d or t
 * is one; a last h, and a last e after a consonant, need not be there; doubled letters count once.
 * Alike is not passed on: Ebrahim is like Ibrahim and like Abraham, but these two are not like
 * each other. It is made for finding with a person who looks: it never decides that two people are
 * one.
 *
 * A name as one key has a mark where each of its words begins, so that a word can be found at the
 * beginning of any, and can run on into the next: "abdulkarim" in "Abdul Karim". After an article
 * (al, el) or Abdul written together with what follows, that also begins a word.
 *
 * Origin of the rules: the common ways of writing Arabic (the French and the English one), Turkish,
 * Persian and Ukrainian names with Latin letters. */
#ifndef OPSTAP_NAMES_H
#define OPSTAP_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* Any bytes. Folding what is folded changes nothing. At most twice as long, and one byte. */
Str name_fold(Arena *arena, Str text);

typedef struct NameKey {
    const uint8_t *sign; /* NAME_BEGINS: a word begins here; and NAME_WITHIN: after an article */
    size_t count;
} NameKey;
enum { NAME_BEGINS = 0x80, NAME_WITHIN = 0x40, NAME_SIGNS = 64 };

/* Of a folded text: all its words. At most twice as many signs as bytes. */
NameKey name_key(Arena *arena, Str folded);

/* Does a word sound like the beginning of some word of the name? `word`: the key of one word. */
bool name_key_found(NameKey word, NameKey name);

/* Do two words sound alike as a whole? One vowel more or less within a longer word is alike too
 * (Fatima, Fatma). */
bool name_words_alike(NameKey word, NameKey other);

/* The same with any whole word of a name, or with what follows its article. */
bool name_key_alike(NameKey word, NameKey name);

/* Does a word of the folded text begin with this one? */
bool name_folded_found(Str word, Str folded);

/* For searching many: a word can only be found by sound in a name when one of the signs with which
 * its words begin is among these. Bit n stands for sign n. */
uint64_t name_key_begins(NameKey name);      /* signs with which words of the name begin */
uint64_t name_key_may_begin(NameKey word);   /* signs that the beginning of the word is like */
uint64_t name_folded_begins(Str folded);     /* the same for name_folded_found: a letter, a bit */

bool name_is_article(Str folded_word); /* al, el, ... : need not be there */

#endif
