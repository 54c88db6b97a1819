package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTests {
    @Test
    void aSentenceTellsItsLanguage() {
        Map.ofEntries(
                        Map.entry(
                                "We write them with a soft pencil, and they last for ten years.",
                                "en"),
                        Map.entry("Come fate con i libri che nessuno ha più chiesto?", "it"),
                        Map.entry(
                                "Comment faites-vous avec les livres que personne ne demande plus ?",
                                "fr"),
                        Map.entry(
                                "Wie macht ihr das mit den Büchern, die niemand mehr haben will?",
                                "de"),
                        Map.entry("¿Qué hacen con los libros que nadie pide para las salas?", "es"),
                        Map.entry("O que fazem com os livros que não são mais pedidos?", "pt"),
                        Map.entry(
                                "Hoe doen jullie dat met de boeken die niemand meer vraagt?", "nl"),
                        Map.entry("Mitä teillä on tehty, kun kirjat ovat homeessa?", "fi"),
                        Map.entry("Jak to robicie z książkami, o które nie pyta się nikt?", "pl"),
                        Map.entry("Как это делают у вас, если книги не нужны?", "ru"),
                        Map.entry("Як це роблять у вас, якщо книжки не потрібні?", "uk"),
                        Map.entry("نكتبها بقلم رصاص طري وتدوم عشر سنوات على الأقل", "ar"),
                        Map.entry("本の背にラベルを貼るとき、何を使いますか。", "ja"),
                        Map.entry("책등에 라벨을 붙일 때 무엇을 쓰나요?", "ko"),
                        Map.entry("书脊标签用什么材料?", "zh"),
                        Map.entry("Τι χρησιμοποιείτε για τις ετικέτες;", "el"),
                        Map.entry("במה אתם משתמשים לתוויות?", "he"))
                .forEach(
                        (text, language) ->
                                assertThat(Language.of(text)).as(text).contains(language));
    }

    @Test
    void aWordOrTwoTellNothing() {
        for (String text : new String[] {"Pencil.", "Dewey 025.3", "", "12345", "OK"})
            assertThat(Language.of(text)).as(text).isEmpty();
    }
}
