#!/usr/bin/env bash
# How the sample export of a MediaWiki was made: installs a wiki of librarians'
# practices with MediaWiki's own installer on SQLite, plays the edits, moves,
# deletions and uploads below into it, each at its own time and by its own
# contributor, and exports it with MediaWiki's dumpBackup.php.  All texts are
# our own.  Needs PHP's command line with sqlite3, mbstring, xml and intl, the
# sqlite3 command, and MediaWiki 1.39 (Debian: mediawiki php-cli php-sqlite3
# php-mbstring php-xml php-intl sqlite3).
#
#   MW=/path/to/mediawiki WIKI=/empty/directory OUT=/where/to/write fill.sh
#
# Writes OUT/export.xml (all revisions), OUT/export-current.xml (the current
# ones), OUT/export-files.xml (all revisions and the uploaded files) and
# OUT/counts.json (what the wiki's database says, by SQL).
set -euo pipefail
MW=${MW:?the directory of MediaWiki}
WIKI=${WIKI:?an empty directory for the wiki}
OUT=${OUT:?the directory for the export}
mkdir -p "$WIKI/data" "$WIKI/images" "$WIKI/cache" "$WIKI/pictures" "$OUT"
export MW_INSTALL_PATH=$MW
run() { local script=$1; shift; php "$MW/maintenance/$script" --conf "$WIKI/LocalSettings.php" "$@"; }

php "$MW/maintenance/install.php" --confpath "$WIKI" --dbtype sqlite --dbpath "$WIKI/data" --dbname wiki \
  --server http://wiki.example.org --scriptpath /w --lang en --pass "$(head -c 18 /dev/urandom | base64)" \
  Shelfmarks WikiAdmin
cat >> "$WIKI/LocalSettings.php" <<SETTINGS_END
\$wgUploadDirectory = '$WIKI/images';
\$wgCacheDirectory = '$WIKI/cache';
SETTINGS_END
cat >> "$WIKI/LocalSettings.php" <<'SETTINGS_END'
$wgEnableUploads = true;
$wgMainCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgJobRunRate = 0;
$wgLocaltimezone = 'UTC';
$wgNamespacesWithSubpages[NS_MAIN] = true;
$wgExtraNamespaces[3000] = 'Policy';
$wgExtraNamespaces[3001] = 'Policy_talk';
$wgDefaultUserOptions['math'] = 'source';
$wgMathValidModes = [ 'source' ];
$wgMathDisableTexFilter = 'always';
wfLoadExtension( 'Cite' );
wfLoadExtension( 'Math' );
wfLoadExtension( 'ParserFunctions' );
wfLoadExtension( 'Poem' );
wfLoadExtension( 'SyntaxHighlight_GeSHi' );
$wgGroupPermissions['sysop']['deleterevision'] = true;
SETTINGS_END
run update.php --quick > "$WIKI/update.log"   # the tables of the extensions
run nukePage.php --delete 'Main Page'          # the installer's, dated today
sqlite3 "$WIKI/data/wiki.sqlite" "INSERT INTO interwiki (iw_prefix, iw_url, iw_api, iw_wikiid, iw_local, iw_trans)
  VALUES ('de', 'https://de.example.org/wiki/\$1', '', '', 0, 0)"

cat > "$WIKI/fill.php" <<'PHP_END'
<?php
// Plays the events of a text file, in order of time, into a MediaWiki.
require_once getenv( 'MW_INSTALL_PATH' ) . '/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;
use MediaWiki\Revision\RevisionRecord;
use MediaWiki\Revision\SlotRecord;
use Wikimedia\Timestamp\ConvertibleTimestamp;

class FillWiki extends Maintenance {
	private array $users = [];

	public function __construct() {
		parent::__construct();
		$this->addArg( 'events', 'the file of events' );
		$this->addOption( 'pictures', 'where the pictures to upload are', true, true );
	}

	private function user( string $name ): User {
		if ( !isset( $this->users[$name] ) ) {
			if ( \Wikimedia\IPUtils::isIPAddress( $name ) ) {
				$user = User::newFromName( $name, false );
			} else {
				$user = User::newFromName( $name );
				if ( !$user->getId() ) {
					$user = User::createNew( $name );
				}
				if ( $name === 'DeweyBot' ) {
					MediaWikiServices::getInstance()->getUserGroupManager()->addUserToGroup( $user, 'bot' );
				}
			}
			$this->users[$name] = $user;
		}
		return $this->users[$name];
	}

	/** @return RevisionRecord[] oldest first */
	private function revisions( Title $title ): array {
		$dbr = wfGetDB( DB_PRIMARY );
		$ids = $dbr->selectFieldValues( 'revision', 'rev_id',
			[ 'rev_page' => $title->getArticleID( Title::READ_LATEST ) ], __METHOD__, [ 'ORDER BY' => 'rev_timestamp, rev_id' ] );
		$store = MediaWikiServices::getInstance()->getRevisionStore();
		return array_map( static fn ( $id ) => $store->getRevisionById( (int)$id, 1 ), $ids );
	}

	private function textOf( RevisionRecord $rev ): string {
		return $rev->getContent( SlotRecord::MAIN, RevisionRecord::RAW )->serialize();
	}

	private function save( Title $title, User $user, string $text, string $summary, string $flags ): void {
		$page = MediaWikiServices::getInstance()->getWikiPageFactory()->newFromTitle( $title );
		$updater = $page->newPageUpdater( $user );
		$updater->setContent( SlotRecord::MAIN, ContentHandler::makeContent( $text, $title ) );
		$updater->saveRevision( CommentStoreComment::newUnsavedComment( $summary ),
			( str_contains( $flags, 'm' ) ? EDIT_MINOR : 0 ) | ( str_contains( $flags, 'b' ) ? EDIT_FORCE_BOT : 0 ) );
		if ( !$updater->getStatus()->isOK() || !$updater->wasRevisionCreated() ) {
			$this->fatalError( "no revision of $title: " . $updater->getStatus() );
		}
	}

	private function bays( int $n ): string {
		mt_srand( 20211201 );
		$finds = [ 'in order', 'two books too tight', "''Moby-Dick'' under whales", 'dust', "label missing, see [[Tip: label the spine low]]",
			'a bookmark from 1978', 'in order', 'in order', "misplaced: '''three'''", 'shelf bends' ];
		$text = "All bays, counted in one week.\n\n{| class=\"wikitable sortable\"\n! Bay !! Call numbers !! Books !! Found\n";
		for ( $i = 1; $i <= $n; $i++ ) {
			$a = mt_rand( 0, 989 );
			$text .= sprintf( "|-\n| %d || %03d.%d–%03d.%d || %d || %s\n", $i, $a, mt_rand( 0, 9 ), $a + mt_rand( 1, 10 ),
				mt_rand( 0, 9 ), mt_rand( 60, 240 ), $finds[mt_rand( 0, 9 )] );
		}
		return $text . "|}\n\n[[#top|To the top]]";
	}

	public function execute() {
		$services = MediaWikiServices::getInstance();
		$events = [];
		foreach ( preg_split( '/^@@/m', file_get_contents( $this->getArg( 0 ) ), -1, PREG_SPLIT_NO_EMPTY ) as $n => $chunk ) {
			[ $head, $body ] = explode( "\n", $chunk, 2 ) + [ 1 => '' ];
			[ $verb, $rest ] = explode( ' ', $head, 2 );
			$field = explode( '|', $rest );
			$events[] = [ $field[0], $n, $verb, $field, trim( $body, "\n" ) ];
		}
		sort( $events );
		foreach ( $events as [ $time, , $verb, $f, $body ] ) {
			ConvertibleTimestamp::setFakeTime( $time . 'Z' );
			$title = Title::newFromText( $f[1] ) ?? $this->fatalError( "bad title $f[1]" );
			$title->resetArticleID( false );
			$user = $this->user( $f[2] );
			StubGlobalUser::setUser( $user );
			$context = RequestContext::getMain();
			$context->setUser( $user );
			$page = $services->getWikiPageFactory()->newFromTitle( $title );
			switch ( $verb ) {
				case 'edit':
					$this->save( $title, $user, $body, $f[4] ?? '', $f[3] ?? '' );
					break;
				case 'append':
					$revs = $this->revisions( $title );
					$old = $this->textOf( end( $revs ) );
					$glue = $title->isTalkPage() && !str_starts_with( $body, '==' ) ? "\n" : "\n\n";
					$this->save( $title, $user, $old . $glue . $body, $f[4] ?? '', $f[3] ?? '' );
					break;
				case 'sub':
					[ $from, $to ] = preg_split( '/\n?^=>$\n?/m', $body, 2 );
					$revs = $this->revisions( $title );
					$old = $this->textOf( end( $revs ) );
					$at = strpos( $old, rtrim( $from, "\n" ) );
					if ( $at === false ) {
						$this->fatalError( "$f[1]: not found: $from" );
					}
					$this->save( $title, $user, ltrim( substr_replace( $old, $to, $at, strlen( rtrim( $from, "\n" ) ) ), "\n" ),
						$f[4] ?? '', $f[3] ?? '' );
					break;
				case 'revert':
					$this->save( $title, $user, $this->textOf( $this->revisions( $title )[$f[4] - 1] ), $f[5], $f[3] );
					break;
				case 'long':
					$this->save( $title, $user, $this->bays( (int)$f[4] ), $f[5], $f[3] );
					break;
				case 'move':
					$status = $services->getMovePageFactory()->newMovePage( $title, Title::newFromText( $f[4] ) )
						->move( $user, $f[5], $f[3] !== 'noredirect' );
					$this->check( $status, $time );
					break;
				case 'delete':
					$this->check( $services->getDeletePageFactory()->newDeletePage( $page, $user )->deleteUnsafe( $f[4] ), $time );
					break;
				case 'undelete':
					$this->check( $services->getUndeletePageFactory()->newUndeletePage( $page, $user )->undeleteUnsafe( $f[4] ), $time );
					break;
				case 'protect':
					$cascade = false;
					$this->check( $page->doUpdateRestrictions( [ 'edit' => 'sysop', 'move' => 'sysop' ], [], $cascade, $f[4], $user ), $time );
					break;
				case 'upload':
					$file = $services->getRepoGroup()->getLocalRepo()->newFile( $title );
					$this->check( $file->upload( $this->getOption( 'pictures' ) . '/' . $f[3], $f[4], $body, 0, false, false, $user ), $time );
					break;
				case 'hide':
					$bits = [
						'text' => RevisionRecord::DELETED_TEXT,
						'comment' => RevisionRecord::DELETED_COMMENT,
						'user' => RevisionRecord::DELETED_USER ];
					$value = array_fill_keys( array_values( $bits ), 0 );
					foreach ( explode( ',', $f[3] ) as $what ) {
						$value[$bits[$what]] = 1;
					}
					$rev = $this->revisions( $title )[$f[4] - 1];
					$list = RevisionDeleter::createList( 'revision', $context, $title, [ $rev->getId() ] );
					$this->check( $list->setVisibility( [ 'value' => $value, 'comment' => $f[5], 'perItemStatus' => false ] ), $time );
					break;
				default:
					$this->fatalError( "unknown verb $verb" );
			}
			DeferredUpdates::doUpdates();
		}
		ConvertibleTimestamp::setFakeTime( false );
		$this->output( count( $events ) . " events played\n" );
	}

	private function check( $status, string $time ): void {
		if ( !$status->isOK() ) {
			$this->fatalError( "$time: $status" );
		}
	}
}

$maintClass = FillWiki::class;
require_once RUN_MAINTENANCE_IF_MAIN;
PHP_END

cat > "$WIKI/pictures.php" <<'PHP_END'
<?php
// Draws three small pictures of shelves, without any library.
function png( string $file, int $w, int $h, int $seed ): void {
	mt_srand( $seed );
	$spines = [];
	for ( $x = 0; $x < $w; ) {
		$to = min( $w, $x + mt_rand( 5, 14 ) );
		$color = chr( mt_rand( 60, 220 ) ) . chr( mt_rand( 40, 160 ) ) . chr( mt_rand( 30, 120 ) );
		$top = mt_rand( 4, (int)( $h / 4 ) );
		for ( ; $x < $to; $x++ ) {
			$spines[$x] = [ $x === $to - 1 ? "\x20\x18\x10" : $color, $top ];
		}
	}
	$raw = '';
	for ( $y = 0; $y < $h; $y++ ) {
		$raw .= "\0";
		for ( $x = 0; $x < $w; $x++ ) {
			$raw .= $y > $h - 8 ? "\x80\x58\x30" : ( $y < $spines[$x][1] ? "\xf4\xf0\xe8" : $spines[$x][0] );
		}
	}
	$chunk = static fn ( $t, $d ) => pack( 'N', strlen( $d ) ) . $t . $d . pack( 'N', crc32( $t . $d ) );
	file_put_contents( $file, "\x89PNG\r\n\x1a\n" . $chunk( 'IHDR', pack( 'NNCCCCC', $w, $h, 8, 2, 0, 0, 0 ) )
		. $chunk( 'IDAT', gzcompress( $raw, 9 ) ) . $chunk( 'IEND', '' ) );
}
png( "$argv[1]/Shelf.png", 240, 120, 1 );
png( "$argv[1]/Storytime carpet.png", 200, 150, 2 );
png( "$argv[1]/Shelf old.png", 120, 60, 4 );
png( "$argv[1]/Unused picture.png", 60, 40, 3 );
PHP_END

cat > "$WIKI/counts.sql" <<'SQL_END'
SELECT json_object(
 'generator', 'MediaWiki 1.39 on SQLite, counted by SQL in its own database',
 'pages', (SELECT count(*) FROM page),
 'pages_per_namespace', (SELECT json_group_object(page_namespace, n) FROM (SELECT page_namespace, count(*) n FROM page GROUP BY 1 ORDER BY 1)),
 'revisions', (SELECT count(*) FROM revision),
 'revisions_per_namespace', (SELECT json_group_object(page_namespace, n) FROM (SELECT page_namespace, count(*) n FROM revision JOIN page ON rev_page = page_id GROUP BY 1 ORDER BY 1)),
 'redirects', (SELECT count(*) FROM page WHERE page_is_redirect = 1),
 'redirects_per_namespace', (SELECT json_group_object(page_namespace, n) FROM (SELECT page_namespace, count(*) n FROM page WHERE page_is_redirect = 1 GROUP BY 1 ORDER BY 1)),
 'redirect_targets', (SELECT json_group_object(p, t) FROM (SELECT page_title p, rd_interwiki || ':' || rd_namespace || ':' || rd_title || CASE WHEN coalesce(rd_fragment,'') <> '' THEN '#' || rd_fragment ELSE '' END t FROM redirect JOIN page ON rd_from = page_id ORDER BY 1)),
 'main_content_pages_without_redirects', (SELECT count(*) FROM page WHERE page_namespace = 0 AND page_is_redirect = 0),
 'main_categories_distinct', (SELECT count(DISTINCT cl_to) FROM categorylinks JOIN page ON cl_from = page_id WHERE page_namespace = 0),
 'main_category_links', (SELECT count(*) FROM categorylinks JOIN page ON cl_from = page_id WHERE page_namespace = 0),
 'main_category_links_per_category', (SELECT json_group_object(cl_to, n) FROM (SELECT cl_to, count(*) n FROM categorylinks JOIN page ON cl_from = page_id WHERE page_namespace = 0 GROUP BY 1 ORDER BY 1)),
 'main_category_links_without_tracking_and_stub_template', (SELECT count(*) FROM categorylinks JOIN page ON cl_from = page_id WHERE page_namespace = 0 AND cl_to NOT LIKE 'Pages\_%' ESCAPE '\' AND cl_to <> 'Stubs'),
 'main_categories_without_tracking_and_stub_template', (SELECT count(DISTINCT cl_to) FROM categorylinks JOIN page ON cl_from = page_id WHERE page_namespace = 0 AND cl_to NOT LIKE 'Pages\_%' ESCAPE '\' AND cl_to <> 'Stubs'),
 'category_links_all_namespaces', (SELECT count(*) FROM categorylinks),
 'subcategory_links', (SELECT json_group_array(p || ' < ' || cl_to) FROM (SELECT page_title p, cl_to FROM categorylinks JOIN page ON cl_from = page_id WHERE page_namespace = 14 ORDER BY 1, 2)),
 'registered_contributors', (SELECT count(DISTINCT actor_id) FROM revision JOIN actor ON rev_actor = actor_id WHERE actor_user IS NOT NULL),
 'ip_contributors', (SELECT count(DISTINCT actor_id) FROM revision JOIN actor ON rev_actor = actor_id WHERE actor_user IS NULL AND actor_name NOT LIKE '%>%'),
 'imported_contributors', (SELECT count(DISTINCT actor_id) FROM revision JOIN actor ON rev_actor = actor_id WHERE actor_name LIKE '%>%'),
 'visible_registered_contributors', (SELECT count(DISTINCT actor_id) FROM revision JOIN actor ON rev_actor = actor_id WHERE actor_user IS NOT NULL AND rev_deleted & 4 = 0),
 'visible_ip_contributors', (SELECT count(DISTINCT actor_id) FROM revision JOIN actor ON rev_actor = actor_id WHERE actor_user IS NULL AND actor_name NOT LIKE '%>%' AND rev_deleted & 4 = 0),
 'revisions_per_contributor', (SELECT json_group_object(actor_name, n) FROM (SELECT actor_name, count(*) n FROM revision JOIN actor ON rev_actor = actor_id GROUP BY 1 ORDER BY 1)),
 'revisions_hidden_text', (SELECT count(*) FROM revision WHERE rev_deleted & 1),
 'revisions_hidden_comment', (SELECT count(*) FROM revision WHERE rev_deleted & 2),
 'revisions_hidden_user', (SELECT count(*) FROM revision WHERE rev_deleted & 4),
 'revisions_hidden_any', (SELECT count(*) FROM revision WHERE rev_deleted <> 0),
 'revisions_minor', (SELECT count(*) FROM revision WHERE rev_minor_edit = 1),
 'revisions_with_comment', (SELECT count(*) FROM revision JOIN revision_comment_temp ON revcomment_rev = rev_id JOIN comment ON revcomment_comment_id = comment_id WHERE comment_text <> ''),
 'deleted_pages_revisions_not_exported', (SELECT count(*) FROM archive),
 'empty_current_pages', (SELECT json_group_array(page_title) FROM page WHERE page_len = 0),
 'uploaded_files', (SELECT count(*) FROM image),
 'older_file_versions', (SELECT count(*) FROM oldimage),
 'language_links', (SELECT count(*) FROM langlinks),
 'page_links', (SELECT count(*) FROM pagelinks),
 'external_links', (SELECT count(*) FROM externallinks),
 'template_links', (SELECT count(*) FROM templatelinks),
 'earliest_revision', (SELECT min(rev_timestamp) FROM revision),
 'latest_revision', (SELECT max(rev_timestamp) FROM revision),
 'pages_with_revisions', (SELECT json_group_object(n, c) FROM (SELECT n, count(*) c FROM (SELECT count(*) n FROM revision GROUP BY rev_page) GROUP BY n ORDER BY n)),
 'largest_page_bytes', (SELECT max(page_len) FROM page)
);
SQL_END

cat > "$WIKI/oldwiki.xml" <<'XML_END'
<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <page>
    <title>Bindery instructions</title>
    <ns>0</ns>
    <id>1</id>
    <revision>
      <id>11</id>
      <timestamp>2016-02-01T08:00:00Z</timestamp>
      <contributor><username>Pat Greene</username><id>3</id></contributor>
      <comment>from the old intranet</comment>
      <model>wikitext</model><format>text/x-wiki</format>
      <text xml:space="preserve">Send loose books to the bindery on the first of the month.</text>
    </revision>
    <revision>
      <id>12</id>
      <timestamp>2017-02-01T08:00:00Z</timestamp>
      <contributor><username>Sam de Wit</username><id>4</id></contributor>
      <minor/>
      <comment>list</comment>
      <model>wikitext</model><format>text/x-wiki</format>
      <text xml:space="preserve">Send loose books to the bindery on the first of the month.

* paperbacks: ''glue''
* the rest: '''thread'''

[[Category:Collections]]</text>
    </revision>
  </page>
</mediawiki>
XML_END

cat > "$WIKI/wiki.txt" <<'WIKITEXT_END'
@@edit 2019-01-14T09:05:00|Template:Stub|Marta Lindqvist||template for short pages
<div class="stub">''This page is a [[:Category:Stubs|stub]]. You can help by adding to it.''</div><includeonly>[[Category:Stubs]]</includeonly><noinclude>
Put <code><nowiki>{{stub}}</nowiki></code> at the end of a page that is too short.
[[Category:Templates]]
</noinclude>
@@edit 2019-01-14T09:20:00|Template:Infobox practice|Marta Lindqvist||first infobox
{| class="infobox" style="float:right; width:20em;"
|+ '''{{{name|{{PAGENAME}}}}}'''
|-
! Who
| {{{who|everybody}}}
|-
! How often
| {{{often|when needed}}}
|}<noinclude>[[Category:Templates]]</noinclude>
@@edit 2019-02-03T10:00:00|Template:Infobox practice|Tomás Herrera||cost and difficulty rows, with #if
{| class="infobox" style="float:right; width:20em;"
|+ '''{{{name|{{PAGENAME}}}}}'''
|-
! Who
| {{{who|everybody}}}
|-
! How often
| {{{often|when needed}}}
{{#if:{{{cost|}}}|{{!}}-
! Cost
{{!}} {{{cost}}}
}}
{{#if:{{{difficulty|}}}|{{!}}-
! Difficulty
{{!}} {{{difficulty}}} of 5
}}
|}<noinclude>
Usage: <code><nowiki>{{Infobox practice|name=|who=|often=|cost=|difficulty=}}</nowiki></code>
[[Category:Templates]]</noinclude>
@@edit 2019-02-05T12:00:00|Template:Note|Ingrid Bø||
<div style="border:1px solid #999; padding:0.5em;">'''{{{title|Note}}}:''' {{{1}}}</div><noinclude>[[Category:Templates]]</noinclude>
@@edit 2019-02-05T12:10:00|Template:Warning|Ingrid Bø||nested: uses Note
{{Note|title=Warning|{{{1}}}}}<noinclude>

Built on {{tl|Note}}.
[[Category:Templates]]</noinclude>
@@edit 2019-02-05T12:12:00|Template:Tl|Ingrid Bø|m|
<code>&#123;&#123;[[Template:{{{1}}}|{{{1}}}]]&#125;&#125;</code><noinclude>[[Category:Templates]]</noinclude>
@@edit 2019-05-20T15:00:00|Template:Cite manual|Hana Kovač||
{{{author|Anonymous}}}, ''{{{title}}}'', {{{year|n.d.}}}{{#if:{{{page|}}}|, p.&nbsp;{{{page}}}}}.<noinclude>[[Category:Templates]]</noinclude>
@@edit 2020-02-11T08:30:00|Template:Circulation navigation|Tomás Herrera||
{| class="wikitable" style="width:100%"
! colspan="3" | Circulation pages
|-
| [[Self-checkout]] || [[RFID]] || [[Book sorting]]
|-
| [[Overdue fines]] || [[Interlibrary loan|ILL]] || [[Homebound delivery]]
|}<noinclude>[[Category:Templates]]</noinclude>
@@edit 2020-02-12T08:30:00|Template:Endless|JoëlB||does this work?
This template calls itself: {{Endless}}
@@edit 2020-02-13T08:30:00|Template talk:Infobox practice|Ingrid Bø||
== Photo row? ==
Could we have a row for a photo? --~~~~
@@append 2020-02-14T18:01:00|Template talk:Infobox practice|Tomás Herrera||re
:Yes, but somebody has to take the photos first. ~~~~

@@edit 2019-01-10T08:00:00|Main Page|WikiAdmin||welcome text
'''Welcome to Shelfmarks''', a wiki of good practice kept by librarians for librarians.

* [[Weeding the collection]]
* [[Interlibrary loan]]
* [[Story time]]
@@edit 2019-03-01T08:00:00|Main Page|Marta Lindqvist||sections by area of work
'''Welcome to Shelfmarks''', a wiki of good practice kept by librarians for librarians. There are now {{NUMBEROFARTICLES}} pages.

== Collections ==
* [[Weeding the collection]]
* [[E-book licences]]
* [[Local history archive]]

== Circulation ==
* [[Interlibrary loan]]
* [[RFID]]
* [[Book sorting]]

== People and programmes ==
* [[Story time]]
* [[Makerspace]]
* [[Volunteers]]
@@edit 2019-03-01T08:02:00|Main Page|192.0.2.17||
HELLO FROM CLASS 4B!!!!!
@@revert 2019-03-01T08:09:00|Main Page|Marta Lindqvist|m|2|undo test edit by [[Special:Contributions/192.0.2.17|192.0.2.17]]
@@edit 2021-09-15T13:30:00|Main Page|Hana Kovač||table layout, no table of contents
__NOTOC__
'''Welcome to Shelfmarks''', a wiki of good practice kept by librarians for librarians. There are now {{NUMBEROFARTICLES}} pages.

{| class="wikitable"
! Collections !! Circulation !! People and programmes
|- style="vertical-align:top"
|
* [[Weeding the collection]]
* [[E-book licences]]
* [[Local history archive]]
|
* [[Interlibrary loan]]
* [[RFID]]
* [[Book sorting]]
* [[Overdue fines|Fines, or no fines]]
|
* [[Story time]]
* [[Makerspace]]
* [[Volunteers]]
|}

In other languages: [[Biblioteca è]], [[Knjižnica]], [[مكتبة]], [[図書館]].

See also the [[Policy:Borrowing|borrowing policy]], the [[Help:How to write here|help page]] and [[:Category:Practices|all practices]].
@@append 2023-01-02T09:00:00|Main Page|DeweyBot|mb|Bot: link to the new glossary
New here? Begin with the [[Glossary]].

@@edit 2019-01-11T10:00:00|Weeding the collection|Marta Lindqvist||first version
Weeding is taking books off the shelves that nobody is helped by any more.

* worn books
* wrong books
* books nobody has borrowed for years
@@edit 2019-01-12T16:40:00|Weeding the collection|Tomás Herrera||the traffic-light test
'''Weeding''' (also ''deselection'') is taking books off the shelves that nobody is helped by any more.

== Why ==
A shelf filled to more than three quarters hides its own good books.

== The traffic-light test ==
Pick up every book on the shelf and give it a colour:
# '''Green''': borrowed within two years, clean, still right. ''Stays.''
# '''Amber''': one of the three is missing. ''Look twice.''
#* Is it the last copy in the county?
#* Is it by a local author?
# '''Red''': two or three are missing. ''Goes.''
@@append 2019-01-20T11:00:00|Weeding the collection|Ingrid Bø||what to do with the weeded
== What happens to the books ==
; Sold : in the [[Book sale]], on the first Saturday of the month
; Given : to the prison library, after a phone call
; Pulped : with the covers torn off

[[Category:Practices]]
[[Category:Collections]]
@@sub 2019-02-08T09:15:00|Weeding the collection|Marta Lindqvist|m|infobox
'''Weeding''' (also
=>
{{Infobox practice
| name       = Weeding
| who        = [[Marta]]'s team & volunteers
| often      = one bay a week
| cost       = 2&nbsp;hours a bay
| difficulty = 3
}}
'''Weeding''' (also
@@sub 2019-05-21T10:00:00|Weeding the collection|Hana Kovač||sources for the three quarters
hides its own good books.
=>
hides its own good books.<ref>{{Cite manual|author=H. Kovač|title=Shelves that breathe|year=2017|page=12}}</ref> Readers at the branch in the harbour borrowed ''more'' after a fifth of the novels had gone.<ref name="harbour">Annual report of the harbour branch, 2018, [https://example.org/reports/2018.pdf PDF].</ref>
@@sub 2019-05-21T10:04:00|Weeding the collection|Hana Kovač|m|the list of references was missing
[[Category:Practices]]
=>
== References ==
<references/>

[[Category:Practices]]
@@sub 2019-11-02T19:00:00|Weeding the collection|198.51.100.4||medical books go out of date faster!
== What happens to the books ==
=>
== How old is too old ==
{| class="wikitable sortable"
|+ Years after which a book is looked at twice
! Subject !! Years !! Remarks
|-
| Medicine, law || 5 || ''never'' leave an old drug guide on the shelf<ref name="harbour"/>
|-
| Computers || 3 || <code>COBOL</code> excepted
|-
| Travel guides || 4 ||
|-
! colspan="2" | Everything else
| 10
|}

== What happens to the books ==
@@append 2021-04-18T14:12:00|Weeding the collection|JoëlB||Update from our branch
{{Warning|Tell the newspaper '''before''' you fill a skip with books, not after.}}
@@sub 2023-06-01T08:00:00|Weeding the collection|DeweyBot|mb|Bot: category order
[[Category:Practices]]
[[Category:Collections]]
=>
[[Category:Collections|Weeding]]
[[Category:Practices]]

@@edit 2019-01-11T14:00:00|Interlibrary loan|Tomás Herrera||from my handout
An '''interlibrary loan''' brings a book from another library to a reader of ours.

== Steps ==
# Search our own catalogue ''again''.
# Search the union catalogue.
# Fill in the form:
## title and author
## year, if the edition matters
## until when the reader needs it
# Send it before noon.

== Terms ==
; Requesting library : we, when our reader wants something
; Lending library : they
; Lending right
: a fee for the author
: paid once a year, see [[Overdue fines#Where the money goes]]
@@append 2019-04-02T10:00:00|Interlibrary loan|Marta Lindqvist||postage table
== Postage ==
{| class="wikitable"
|-
! rowspan="2" | Parcel
! colspan="2" | Price
|-
! Inland
! Abroad
|-
| up to 500 g
| 3.20
| 8.90
|-
| up to 2 kg
| 4.80
| align="right" | 17.00
|}
[[Category:Practices]] [[Category:Circulation]]
@@sub 2019-04-03T07:55:00|Interlibrary loan|Marta Lindqvist|m|typo
up to 500 g
=>
up to 500&nbsp;g
@@sub 2020-03-17T09:00:00|Interlibrary loan|Ingrid Bø||closed because of the pandemic
An '''interlibrary loan'''
=>
{{Note|No loans are sent out while the libraries are closed. Scans of articles still work.}}
An '''interlibrary loan'''
@@sub 2020-06-15T09:00:00|Interlibrary loan|Ingrid Bø||open again
{{Note|No loans are sent out while the libraries are closed. Scans of articles still work.}}

=>

@@append 2022-10-10T10:10:00|Interlibrary loan|Hana Kovač||see also
== See also ==
* [[wikipedia:Interlibrary loan|Interlibrary loan]] in Wikipedia
* [https://example.org/union-catalogue The union catalogue] and the mailing list <mailto:ill@example.org>
* https://example.org/rules?from=here&to=there#top
* [[Homebound delivery]]
{{Circulation navigation}}

@@edit 2019-01-15T10:00:00|Storytime|Ingrid Bø||our Thursdays
Every Thursday at ten o'clock, 25 minutes, ages two to five.

[[File:Storytime carpet.png|thumb|right|250px|The carpet, before ''they'' come]]
@@sub 2019-01-16T09:30:00|Storytime|Ingrid Bø||order of events
Every Thursday
=>
== The order of events ==
# Hello song
# A long book
# Something with the hands
# A short book
# Goodbye song

== When ==
Every Thursday
@@move 2019-06-01T10:00:00|Storytime|Ingrid Bø||Story time|two words, as on the poster
@@append 2019-06-02T10:00:00|Story time|203.0.113.99||what about babies?
== Babies ==
For children under two see [[Story time/Scripts/Baby rhymes]].
@@append 2020-01-20T11:11:00|Story time|Hana Kovač||gallery and rules
== Pictures ==
<gallery caption="Story time in pictures" widths="120px" heights="90px">
File:Storytime carpet.png|The carpet
File:Puppet theatre.jpg|The ''puppet theatre'' (see [[Makerspace]])
File:Shelf.png
</gallery>

== Rules for grown-ups ==
<blockquote>
Sit on the floor. Sing. Put the telephone away.
</blockquote>
[[Category:Practices]]
[[Category:Children]]
@@sub 2022-02-02T08:20:00|Story time|Marta Lindqvist|m|
Every Thursday at ten o'clock
=>
Every <s>Tuesday</s> <u>Thursday</u> at ten o'clock
@@edit 2019-06-05T10:00:00|Story time/Scripts|Ingrid Bø||
Scripts that worked, one page each:
* [[/Baby rhymes]]
* [[/Bears/]]
* [[../|back to story time]]
[[Category:Children]]
@@edit 2019-06-05T10:20:00|Story time/Scripts/Baby rhymes|Ingrid Bø||
<poem>
'''This little book'''
This little book went to market,
  this little book stayed home,
    this little book was overdue,
and this little book had none.
</poem>
: — traditional, more or less
[[Category:Children]]
@@sub 2019-06-06T10:20:00|Story time/Scripts/Baby rhymes|Marta Lindqvist|m|
had none
=>
had ''none''

@@edit 2019-02-01T10:00:00|Maker space|JoëlB||
A room with machines in it. Rules:
* No food near the '''laser cutter'''
** not even sweets
*** ''especially'' not sweets
* Under twelves with a grown-up
*# first the grown-up reads the sheet
*# then both sign it
*: no signature, no machine
@@move 2019-02-10T10:00:00|Maker space|Marta Lindqvist||Makerspace|one word in the catalogue
@@append 2019-02-11T10:00:00|Makerspace|JoëlB||what we have
== Machines ==
{|
! Machine
! Per hour
! Who may use it
|-
| 3D printer
| 1.00
| everybody
|-
| Laser cutter
| 4.00
| after the course
|-
| Sewing machine
| free
|
* everybody
* but needles cost 0.20
|}
@@append 2021-03-01T10:00:00|Makerspace|Hana Kovač||small program for the badge reader
== The badge reader ==
<syntaxhighlight lang="python">
def may_use(badge, machine):
    """True if the course for the machine was taken."""
    return machine in badge.courses and not badge.blocked
</syntaxhighlight>
<pre>
badge 0042   laser   OK
badge 0043   laser   -- '''not bold in here''' [[not a link]]
</pre>
[[Category:Practices]][[Category:Technology]]

@@edit 2019-03-11T10:00:00|E-book licences|Hana Kovač||begun
An e-book is not bought but licensed. Three models:
; One copy, one user: as with paper
; Metered: a number of loans ''or'' months
; Pay per use: each loan costs
@@append 2019-03-12T10:00:00|E-book licences|Hana Kovač||the arithmetic
== Price of a loan ==
With a licence price ''p'', ''n'' loans allowed and a use of ''u'' the price of a loan is
: <math>c = \frac{p}{\min(n, u)}</math>
so a licence of 52&nbsp;loans at 60&nbsp;&euro; costs at least <math>60/52 \approx 1.15</math>&nbsp;€ a loan.
@@append 2019-08-30T10:00:00|E-book licences|Tomás Herrera||comparison
== Comparison ==
{| class="wikitable" border="1" cellpadding="4"
|+ Licence models, ''as of 2019''
|-
! scope="col" | Model
! scope="col" | Loans
! scope="col" | Months
! scope="col" | Good for
|-
! scope="row" | One copy, one user
| colspan="2" style="text-align:center" | no limit
| classics
|-
! scope="row" | Metered
| 26–52 || 24 || best-sellers
|-
! scope="row" | Pay per use
| colspan="2" | none
| what ''one'' reader wants<br />and nobody else
|}
[[Category:Collections]][[Category:Technology]]
@@sub 2020-01-09T09:09:00|E-book licences|2001:DB8:0:0:0:0:0:2A||prices went up
60&nbsp;&euro; costs at least <math>60/52 \approx 1.15</math>
=>
65&nbsp;&euro; costs at least <math>65/52 = 1.25</math>
@@sub 2020-05-05T10:00:00|E-book licences|محمد الكاتب|m|heading
== Comparison ==
=>
== Comparison of the models ==
@@edit 2021-07-07T23:50:00|E-book licences|Old Prankster||LOL
E-books are for robots. Call Mrs. Kov&#269; at home on 555-0147!!!
@@revert 2021-07-08T07:01:00|E-book licences|Hana Kovač|m|5|rv; personal data, will be hidden

@@edit 2019-03-20T10:00:00|RFID|Tomás Herrera||notes from the supplier's visit
'''RFID''' tags replace the bar code. A tag is read without being seen, several at a time.

== What is on the tag ==
 item      30104 0012 3456 7
 library   DE-Hrb
 set       1 of 2
 AFI       0x07   (on loan: 0xC2)

== Placing ==
# Not on the metal foil of the cover
# Not where all the others are: vary the height
@@append 2019-04-20T10:00:00|RFID|Tomás Herrera||gate
== The gate ==
The gate at the door beeps when the byte <tt>AFI</tt> says the book is not on loan. If it beeps:
# smile
# ask
# '''never''' run

[[Category:Technology]]
[[Category:Circulation]]
@@sub 2019-09-01T10:00:00|RFID|JoëlB||
== Placing ==
=>
[[Image:Shelf.png|frame|none|alt=A shelf with a tag in every book|Tags at different heights]]

== Placing ==
@@append 2020-02-12T10:00:00|RFID|Tomás Herrera|m|navigation
{{Circulation navigation}}
@@sub 2022-12-12T12:12:00|RFID|198.51.100.4||privacy
== The gate ==
=>
== Privacy ==
The tag should hold the number of the '''book''' only, nothing about the reader. See [[Patron privacy#RFID]].<!-- is that section there? -->

== The gate ==

@@edit 2019-04-01T10:00:00|Book sorting|JoëlB||
Returned books are sorted ''before'' they go on the trolley.

== By hand ==
#By floor
#By section
##By letter
###By number
#Done

== By machine ==
{{shelf life|days=3}}
The sorter reads the [[RFID|tag]] and pushes the book off the belt into one of the bins.
@@append 2019-04-04T10:00:00|Book sorting|Marta Lindqvist||bins
{| class="wikitable" style="text-align: center;"
! Bin !! 1 !! 2 !! 3 !! 4
|-
! Today
| Fiction
| Non-fiction
| Children
| Reserved
|-
! Holidays
| colspan="3" | all together
| Reserved
|}
@@append 2019-04-05T10:00:00|Book sorting|Marta Lindqvist||code
The rule file looks like this:
<pre>
if reserved      -> 4
if shelf ~ "^J"  -> 3     # J = junior
if shelf ~ "^[0-9]" -> 2
else             -> 1
</pre>
Change it with <code>edit sorter.rules</code>, ''not'' with <nowiki>'''Word'''</nowiki>.

[[Category:Circulation]]
[[Category:Technology]]
@@sub 2021-01-01T12:00:00|Book sorting|203.0.113.99|m|
pushes the book off the belt
=>
''gently'' pushes the book off the belt
@@append 2021-02-01T12:00:00|Book sorting|Tomás Herrera|m|
{{Circulation navigation}}

@@edit 2019-04-10T10:00:00|Volunteers|Marta Lindqvist||
Volunteers do what would otherwise not be done; they do '''not''' do what somebody used to be paid for.

== Tasks ==
* [[Homebound delivery]]
* Reading aloud in [[Story time]]
* [[Book sale]]

== Not tasks ==
* Anything with readers' data ([[Patron privacy]])
* Telling others to be quiet ([[Noise and quiet zones]])
@@append 2019-10-10T10:00:00|Volunteers|Ingrid Bø||welcome pack
== Welcome pack ==
A badge, a key to the locker, [[Policy:Volunteers]], a mug.

----

Thank them. ''Then'' thank them '''again'''. '''''And again.'''''

[[Category:People]]
[[Category:Practices]]
@@sub 2020-12-12T10:00:00|Volunteers|Hana Kovač||
a mug.
=>
a mug.<ref>The mug is [[#Welcome pack|not optional]].</ref>
@@append 2022-05-05T10:00:00|Volunteers|DeweyBot|mb|Bot: references
<references />

@@edit 2019-05-02T10:00:00|Homebound delivery|Ingrid Bø||
Books go to readers who cannot come. Twelve readers, two cyclists, one list.

The list has ''likes'' and ''dislikes'', large print or not, and the name of the dog.
[[Category:Practices]][[Category:People]]
@@append 2019-05-03T10:00:00|Homebound delivery|Ingrid Bø|m|
{{stub}}
@@edit 2019-05-10T10:00:00|Summer reading club|Marta Lindqvist||
Six weeks, ten books, one certificate.

{| class="wikitable"
|-
! Year || Children || Books
|-
| 2017 || 112 || 1&thinsp;040
|-
| 2018 || 140 || 1&thinsp;377
|-
| 2019 || 171 || 1&thinsp;698
|}
[[Category:Children]]
@@sub 2020-09-01T10:00:00|Summer reading club|Marta Lindqvist||2020
| 2019 || 171 || 1&thinsp;698
=>
| 2019 || 171 || 1&thinsp;698
|-
| 2020 || 88 || 1&thinsp;203
@@edit 2019-05-12T10:00:00|Meeting room policy|WikiAdmin||
#REDIRECT [[Policy:Meeting rooms]]
@@edit 2019-06-12T10:00:00|Noise and quiet zones|JoëlB||
Three zones, three colours on the floor:

<dl><dt>Red</dt><dd>silence</dd><dt>Yellow</dt><dd>whispering</dd><dt>Green</dt><dd>life</dd></dl>

<div style="background:#fee">The red zone is upstairs.</div>
<p>Signs are drawn, not written; see <font color="green">the green one</font>.</p>
[[Category:People]]
@@append 2019-06-13T10:00:00|Noise and quiet zones|192.0.2.17||
<big>AND</big> <small>whisper</small> <sub>low</sub> <sup>high</sup> H<sub>2</sub>O
@@edit 2019-06-20T10:00:00|Self-checkout|Tomás Herrera||
Half of all loans, a tenth of all questions.
* place the pile
* wait for the beep
* take the slip <!-- the slip is optional since 2021 -->
[[Category:Circulation]]
{{Circulation navigation}}
@@edit 2019-07-01T10:00:00|Overdue fines|Marta Lindqvist||
A fine is meant to bring the book back. Does it?

== Amounts ==
* children: none
* others: 0.10 a day, at most 5.00
@@append 2019-07-02T10:00:00|Overdue fines|Tomás Herrera||formula
== The formula ==
:<math>f(d) = \min\left(5,\; 0.10 \cdot \max(0, d - 3)\right)</math>
::where ''d'' is the number of days
:::not counting Sundays
@@append 2019-07-03T10:00:00|Overdue fines|Marta Lindqvist||
== Where the money goes ==
Into the [[Summer reading club]].
[[Category:Circulation]]
@@sub 2021-01-10T10:00:00|Overdue fines|Ingrid Bø||fine-free since January, see talk
A fine is meant
=>
'''Since 1 January 2021 we are ''fine-free''.''' What follows is history.

A fine is meant
@@append 2021-01-11T10:00:00|Overdue fines|198.51.100.4||what about lost books??
Lost books still cost what they cost.
@@sub 2021-01-12T10:00:00|Overdue fines|Ingrid Bø|m|moved the sentence up
What follows is history.
=>
Lost books still cost what they cost. What follows is history.
@@edit 2019-08-01T10:00:00|Local history archive|محمد الكاتب||
Boxes, maps, and 4&times;10<sup>3</sup> photographs.

<gallery mode="packed">
Shelf.png|Boxes
Storytime carpet.png|The old carpet|link=Story time
</gallery>

{{Cite manual|author=M. al-Katib|title=Boxes and what is in them|year=2019}}

[[Category:Collections]]
[[de:Heimatarchiv]]
@@edit 2019-09-09T09:09:00|Biblioteca è|Tomás Herrera||pagina in italiano
''Questa pagina è in italiano.''

'''La biblioteca è di tutti.''' Perché? Così si legge sull'ingresso; più giù c'è scritto: «silenzio, però non troppo».

== Città e qualità ==
* l'età dei lettori: 0–99
* orario: lunedì–venerdì, 9–18
[[Category:Other languages]]
@@append 2019-09-10T09:09:00|Biblioteca è|192.0.2.17|m|
Vedi anche: [[Knjižnica#Delovni čas|Knjižnica]].
@@edit 2019-09-11T09:09:00|Knjižnica|Hana Kovač||stran v slovenščini
'''Knjižnica''' je odprta vsak dan. Šola, čas, življenje: vse na enem mestu.

== Delovni čas ==
; Ponedeljek – petek : 8.00–19.00
; Sobota : 8.00–13.00
[[Category:Other languages]]
@@edit 2019-09-12T09:09:00|مكتبة|محمد الكاتب||صفحة جديدة
<div dir="rtl" lang="ar">
'''المكتبة''' مكان للقراءة والتعلم.

== المواعيد ==
* من الأحد إلى الخميس
* انظر أيضا [[Story time|وقت القصة]]
</div>
[[Category:Other languages]]
@@append 2019-09-13T09:09:00|مكتبة|Ingrid Bø|m|English hint
Translation: ''The library is a place for reading and learning.''
@@edit 2019-09-14T09:09:00|図書館|203.0.113.99||
'''図書館'''は本を読むところです。[[Story time|おはなし会]]は木曜日。
[[Category:Other languages]]
@@edit 2019-10-01T09:00:00|📚|JoëlB||
Books! 📚 👩🏽‍🏫 𝔅 — characters outside the basic plane. {{stub}}
@@edit 2019-10-02T09:00:00|Pest control|Ingrid Bø||
@@edit 2019-10-03T09:00:00|Disaster plan|Ingrid Bø||draft
In a flood: people, then the local history, then the rest.
@@edit 2019-10-04T09:00:00|Disaster plan|Ingrid Bø||Blanked, the board wants to see it first

@@edit 2019-10-05T09:00:00|Bookmobile|Marta Lindqvist||
[[Category:People]]
@@edit 2019-10-06T09:00:00|What's a library of things?|JoëlB||
A drill is needed for eleven minutes of its life. So lend it.
* drill
* sewing machine (see [[Makerspace#Machines]])
* ukulele
[[Category:Collections]]
@@edit 2019-10-07T09:00:00|R&D: "pilot" branches|Tomás Herrera||
Try it in one branch, for three months, with a date to stop.
[[Category:Practices]]
@@edit 2019-10-08T09:00:00|100% attendance|Hana Kovač||
Nobody has it. 80&nbsp;% is good; A < B and B > A & so on.
@@edit 2019-10-09T09:00:00|C++ for kids|JoëlB||
<source lang="cpp">
#include <iostream>
int main() { std::cout << "quiet, please" << std::endl; }
</source>
[[Category:Children]][[Category:Technology]]
@@edit 2019-10-10T09:00:00|Tip: label the spine low|Marta Lindqvist||
Two centimetres from the bottom, so that the series number stays in sight. {{stub}}
[[Category:Practices]]
@@edit 2019-10-11T09:00:00|Patron privacy|Hana Kovač||
What was borrowed is nobody's business.

== RFID ==
See [[RFID#Privacy]].

== Requests by the police ==
{{Note|title=First|Say: ''"I am not allowed to answer that. I call the director."''}}
[[Category:People]]
@@append 2020-10-11T09:00:00|Patron privacy|2001:DB8:0:0:0:0:0:2A||
What about the old paper cards?
@@sub 2020-10-12T09:00:00|Patron privacy|Hana Kovač||answer in the text
What about the old paper cards?
=>
The old paper cards were burnt in 1994, with a brass band.
@@edit 2019-10-12T09:00:00|Accessibility|Ingrid Bø||
; Door: 90&nbsp;cm
; Desk: one low, one high
; Hearing loop: see [[AUX]]
[[Category:People]]
@@edit 2019-10-12T09:30:00|AUX|Ingrid Bø||
The socket marked ''AUX'' feeds the hearing loop. {{stub}}
@@edit 2019-10-13T09:00:00|Book sale|Marta Lindqvist||
First Saturday of the month, 9 to 12. One coin, one book. Money goes to [[Friends' bookshop]].
[[Category:Collections]]
@@edit 2019-10-13T10:00:00|Book Sale|JoëlB||another sale, capital S on the poster
The ''big'' sale, once a year, with sausages. For the monthly one see [[Book sale]].
@@edit 2019-10-14T09:00:00|Procedure for the joint stocktaking of the harbour, hill, station and university branches including the closed stacks, the map room, the music room and everything that was ever lent to the museum without a receipt since the flood|Tomás Herrera||
Count. Then count again. {{stub}}
@@edit 2019-10-15T09:00:00|Glossary|Hana Kovač||
; Accession number
: the number a book gets when it comes
; Call number
: the number by which it is called
:; Dewey: decimals
:; Cutter: letters
; Dummy
: a block of wood with a spine
; OPAC : [[wikt:OPAC|the catalogue]], seen by readers
; Weeding: see [[Weeding]]
[[Category:Collections]]
@@append 2023-01-01T09:00:00|Glossary|DeweyBot|mb|Bot: anchor list
__TOC__
== A ==
<span id="anchor-a"></span>See ''accession''.
== B ==
=== Ba ===
==== Bar ====
===== Barc =====
====== Barcode ======
Deep headings.

@@edit 2019-11-11T11:11:00|Wikitext cheat sheet|WikiAdmin||everything at once
__FORCETOC__
= Level one =
== Inline ==
''italic'', '''bold''', '''''both''''', '''bold ''and italic'' inside''', l'''apostrophe''.
Line one
line two of the same paragraph.<br>After a break.

&amp; &lt; &gt; &copy; &mdash; &#9731; &#x2603; &nosuch; 5 &lt; 6
<b>html bold</b> <i>html italic</i> <strong>strong</strong> <em>em</em> <del>deleted</del> <ins>inserted</ins> <kbd>Ctrl</kbd> <var>x</var> <samp>out</samp> <cite>Title</cite> <q>quoted</q>

== Links ==
[[Weeding the collection]], [[weeding the collection]], [[Weeding the collection|the weed]]s, [[Weeding_the_collection#The traffic-light test|test]], [[#Inline]], [[No such page]], [[Help:How to write here|]], [[:Category:Practices]], [[:File:Shelf.png]], [[Media:Shelf.png]], [[Special:RecentChanges]], [[User:Marta Lindqvist|Marta]], book[[Glossary|s]]

http://example.org/plain, [http://example.org], [http://example.org labelled ''link''], [//example.org/x protocol-relative], [mailto:desk@example.org the desk], ISBN 978-3-16-148410-0, RFC 2616, PMID 1

[[wikipedia:Library|Wikipedia]], [[mw:Help:Formatting]]

== Lists ==
* one
** two
*** three
* one again
*# mixed
*#* more mixed
# eins
# zwei
#: continued
# drei

; term : definition
; term two
: definition a
: definition b

: indented
:: twice
::: three times

== Tables ==
{| class="wikitable"
|+ Caption with ''markup''
! A
! B !! C
|-
| 1 || 2 || 3
|-
| colspan=2 | wide
| rowspan="2" | tall
|-
| x
| a [[Glossary|link]] with a pipe || style="color:red" | styled
|-
|
{|
| nested || table
|}
| <nowiki>|</nowiki> pipe
| multi

paragraph
|}

== Blocks ==
 preformatted by a '''leading''' space
 second line

<pre>pre &amp; <b>not bold</b>
{{not a template}}</pre>

<nowiki>'''not bold''' [[not a link]] {{not a template}}</nowiki>

<code>code ''italic inside''</code> <code><nowiki>code ''raw''</nowiki></code>

<blockquote>A quotation.

Second paragraph.</blockquote>

<!-- a comment
over two lines -->
----

== Images ==
[[File:x.jpg|thumb|A '''missing''' picture with a [[Glossary|link]] in its caption]]
[[File:Shelf.png|100px|left|alt text]]
[[File:Shelf.png|link=https://example.org|border|20x20px]]
[[Image:Shelf.png]]

== Templates ==
{{stub}} {{Note|1=with {{tl|nesting}} and [[Glossary|a pipe]]}} {{No such template|a|b=c}} {{:100% attendance}} {{Endless}}

{{PAGENAME}} {{FULLPAGENAME}} {{NAMESPACE}} {{SITENAME}} {{CURRENTYEAR}} {{#if: x | yes | no }} {{#switch: b | a=1 | b=2 }} {{lc:LOUD}} {{ucfirst:word}} {{{undefined parameter|default}}} {{{1}}}
{{DISPLAYTITLE:Wikitext cheat sheet}}{{DEFAULTSORT:Cheat sheet}}

== References ==
First.<ref>A note with ''italics'' and [https://example.org a link].</ref> Second.<ref name=two>Named.</ref> Third.<ref name="two" /> Grouped.<ref group="n">In group n.</ref>
<references />
<references group="n" />

== Signature ==
~~~ / ~~~~ / ~~~~~

== Unclosed ==
'''bold without end

<div>div without end

[[link without end

{{template without end

[[Category:Help]]
@@sub 2020-11-11T11:11:00|Wikitext cheat sheet|JoëlB|m|
Line one
=>
Line  one  with  double  spaces
@@edit 2019-11-12T11:11:00|Sandbox|192.0.2.17||
test test '''test
@@edit 2019-11-13T11:11:00|Sandbox|198.51.100.4||
{| class="wikitable"
! never closed
| a
|-
| [[b|c
''' '' ''''' <b><i></b></i> </div>
<table><tr><td>html table<td>cell two</table>
<ul><li>html<li>list</ul>
<script>alert("no")</script> <img src="x" onerror="alert(1)"> <a href="javascript:alert(1)">link</a>
[javascript:alert(1) bad link] [https://example.org/"onmouseover="x y]
@@edit 2019-11-14T11:11:00|Sandbox|محمد الكاتب|m|/* Arabic and left to right */ mixed
== Mixed directions ==
The word مكتبة means ''library'' (كتاب is ''book'').
@@edit 2020-04-01T09:00:00|Book return|2001:DB8:0:0:0:0:0:2A||
The slot in the wall swallows everything: books, a sandwich, once a cat. {{stub}}
[[Category:Circulation]]
@@edit 2020-04-02T09:00:00|Cataloguing backlog|Hana Kovač||
{{Infobox practice|who=cataloguers|often=daily|cost=|difficulty=5}}
The backlog is ''n'' metres. Each day: one metre out, 80&nbsp;cm in.
# copy what others have catalogued
# short record for the rest
# full record only for local history
[[Category:Collections]]
@@append 2020-04-03T09:00:00|Cataloguing backlog|Hana Kovač||
<onlyinclude>Backlog on 3 April: 41 m.</onlyinclude>
@@append 2020-04-04T09:00:00|Cataloguing backlog|Hana Kovač|m|
Backlog elsewhere: {{:Cataloguing backlog}}
@@append 2022-04-04T09:00:00|Cataloguing backlog|Marta Lindqvist||
== The graph ==
<timeline>
ImageSize = width:200 height:50
</timeline>
<unknowntag>what is this</unknowntag>

@@long 2021-12-01T17:00:00|Shelf audit log|DeweyBot|b|2100|Bot: import from the spreadsheet
@@long 2022-12-01T17:00:00|Shelf audit log|DeweyBot|b|2200|Bot: 100 bays of the new annex
@@append 2022-12-05T09:00:00|Shelf audit log|Marta Lindqvist|m|category
[[Category:Collections]]

@@edit 2019-01-12T16:45:00|Weeding|Tomás Herrera||redirect
#REDIRECT [[Weeding the collection]]
@@edit 2019-01-13T16:45:00|Deaccessioning|Tomás Herrera||double redirect
#REDIRECT [[Weeding]]
@@edit 2019-01-13T16:46:00|Traffic lights|Tomás Herrera||redirect to a section
#redirect [[Weeding the collection#The traffic-light test|test]]
@@edit 2019-10-13T09:10:00|Bookshop|Marta Lindqvist||redirect to a page that is not there
#REDIRECT [[Friends' bookshop]]
@@edit 2019-03-20T10:05:00|Rfid|Tomás Herrera||
#REDIRECT [[RFID]]

[[Category:Technology]]
@@edit 2019-03-20T10:06:00|ILL|Tomás Herrera||
Short for interlibrary loan.
@@edit 2019-03-21T10:06:00|ILL|Marta Lindqvist||a page of four words is a redirect
#REDIRECT: [[Interlibrary_loan]]
@@edit 2019-06-01T11:00:00|Children|Ingrid Bø||
#REDIRECT [[:Category:Children]]
@@edit 2020-07-01T11:00:00|Hither|JoëlB||
#REDIRECT [[Thither]]
@@edit 2020-07-01T11:01:00|Thither|JoëlB||
#REDIRECT [[Hither]]
@@edit 2020-07-02T11:01:00|Wikipedia article|JoëlB||redirect to another wiki
#REDIRECT [[wikipedia:Library]]

@@edit 2019-01-11T10:30:00|Category:Practices|Marta Lindqvist||
How we do things. One page for each practice; begin it with {{tl|Infobox practice}}.
@@edit 2019-01-11T10:31:00|Category:Collections|Marta Lindqvist||
What stands on the shelves, and how it gets there and away again.

[[Category:Practices]]
@@edit 2019-01-11T10:32:00|Category:Circulation|Tomás Herrera||
Lending and getting back.
[[Category:Practices]]
@@append 2020-01-11T10:32:00|Category:Circulation|Hana Kovač|m|sort key
See also ''[[:Category:Technology]]''.
@@edit 2019-01-11T10:33:00|Category:Children|Ingrid Bø||
For readers up to twelve.
[[Category:People]]
@@edit 2019-02-11T10:33:00|Category:Technology|JoëlB||
Machines, and what to do when they stop. [[Category:Practices|τ]]
@@edit 2019-04-11T10:33:00|Category:People|Marta Lindqvist||
Readers, volunteers, staff.
@@edit 2019-09-09T10:33:00|Category:Other languages|Hana Kovač||
Pages that are not in English: {{PAGESINCATEGORY:Other languages}} of them.
@@edit 2019-01-14T10:33:00|Category:Stubs|Marta Lindqvist||
Pages that wait for somebody. Filled by {{tl|stub}}.
[[Category:Maintenance]]
@@edit 2019-01-14T10:34:00|Category:Maintenance|Marta Lindqvist||
Work on the wiki itself.
@@edit 2019-01-14T10:35:00|Category:Templates|Marta Lindqvist||
[[Category:Maintenance]]
@@edit 2019-11-11T11:30:00|Category:Help|WikiAdmin||
[[Category:Maintenance]]
@@edit 2020-01-11T10:40:00|Category talk:Circulation|Hana Kovač||
Should this be ''Lending''? --~~~~
@@append 2020-01-12T10:40:00|Category talk:Circulation|Tomás Herrera||
:No. ~~~~

@@edit 2019-01-13T10:00:00|Talk:Weeding the collection|Ingrid Bø||
== Local authors ==
Do we ever throw away local authors? --[[User:Ingrid Bø|Ingrid Bø]] ([[User talk:Ingrid Bø|talk]]) 10:00, 13 January 2019 (UTC)
@@append 2019-01-13T12:00:00|Talk:Weeding the collection|Marta Lindqvist||/* Local authors */ no
:Never the last copy. ~~~~
@@append 2019-01-13T13:00:00|Talk:Weeding the collection|Tomás Herrera||/* Local authors */
::And the second? ~~~~
@@append 2019-01-14T08:00:00|Talk:Weeding the collection|Marta Lindqvist|m|/* Local authors */
:::The second goes to the [[Local history archive]].
:::* if it is signed
:::* or has a map
:::~~~~
@@append 2019-11-03T08:00:00|Talk:Weeding the collection|198.51.100.4||/* Medical books */ new section
== Medical books ==
I put in a table, please check the years. ~~~~
@@append 2019-11-03T09:00:00|Talk:Weeding the collection|Hana Kovač||/* Medical books */
:Thank you! Five is right. ~~~~
@@edit 2019-04-02T10:30:00|Talk:Interlibrary loan|Tomás Herrera||
== Postage ==
Where are the prices from? ~~~~
@@append 2019-04-02T10:45:00|Talk:Interlibrary loan|Marta Lindqvist||
:From the post office. ~~~~
@@append 2019-04-02T10:50:00|Talk:Interlibrary loan|192.0.2.17||
::They are out of date
@@append 2019-04-02T11:50:00|Talk:Interlibrary loan|Tomás Herrera|m|signed for the anonymous
<small>— Preceding unsigned comment added by [[Special:Contributions/192.0.2.17|192.0.2.17]]</small>
@@edit 2019-06-03T10:00:00|Talk:Story time|203.0.113.99||
I asked about babies. Who knows? ~~~~
@@append 2019-06-05T10:30:00|Talk:Story time|Ingrid Bø||
:I do: [[Story time/Scripts/Baby rhymes]]. ~~~~
@@edit 2019-02-12T10:00:00|Talk:Makerspace|JoëlB||
{{Note|Old discussions were on paper.}}

== Sweets ==
Really no sweets? ~~~~
@@append 2019-02-12T11:00:00|Talk:Makerspace|Marta Lindqvist||
:'''Really.''' ~~~~
@@append 2019-02-12T12:00:00|Talk:Makerspace|Ingrid Bø||
::What about apples? --~~~~
@@edit 2019-03-13T10:00:00|Talk:E-book licences|Tomás Herrera||
== Formula ==
Is it <math>\min</math> or <math>\max</math>? ~~~~
@@append 2019-03-13T11:00:00|Talk:E-book licences|Hana Kovač||
:<math>\min</math>: what is not used is not paid for twice. ~~~~
@@append 2021-07-08T08:00:00|Talk:E-book licences|WikiAdmin||
== Hidden revision ==
I hid yesterday's edit. ~~~~
@@edit 2019-03-22T10:00:00|Talk:RFID|JoëlB||
Does it work through aluminium? ~~~~
@@append 2019-03-22T12:00:00|Talk:RFID|Tomás Herrera||
*No. ~~~~
@@append 2019-03-22T13:00:00|Talk:RFID|Marta Lindqvist||
**Not even thin foil? ~~~~
@@append 2019-03-22T14:00:00|Talk:RFID|Tomás Herrera||
***Not even thin foil. ~~~~
@@edit 2019-04-11T10:00:00|Talk:Volunteers|Ingrid Bø||
== Age ==
From which age? ~~~~
@@append 2019-04-11T11:00:00|Talk:Volunteers|Marta Lindqvist||
:Fourteen, with a letter. ~~~~
@@edit 2020-12-20T10:00:00|Talk:Overdue fines|Ingrid Bø||vote
== Shall we drop the fines? ==
The board asks us. Please vote until 31 December. ~~~~

# '''Yes''', children never paid anyway. ~~~~
@@append 2020-12-21T10:00:00|Talk:Overdue fines|Tomás Herrera||
# '''Yes'''. ~~~~
@@append 2020-12-21T11:00:00|Talk:Overdue fines|Marta Lindqvist||
# '''No''', who will bring back the cookery books? ~~~~
#: They come back anyway.
@@append 2020-12-22T11:00:00|Talk:Overdue fines|Hana Kovač||
{| class="wikitable"
! Yes !! No
|-
| 3 || 1
|}
Counted. ~~~~
@@edit 2019-09-10T10:00:00|Talk:Biblioteca è|192.0.2.17||
Perché solo in italiano? ~~~~
@@append 2019-09-10T11:00:00|Talk:Biblioteca è|Tomás Herrera||
:Perché no? ~~~~
@@edit 2019-10-14T10:00:00|Talk:No page behind this|JoëlB||a talk page whose page was never written
Somebody should write this page. ~~~~
@@edit 2019-11-12T12:00:00|Talk:Sandbox/Archive 1|WikiAdmin||
{{Note|This is an archive.}}
== Old ==
Old talk. ~~~~

@@edit 2019-01-10T09:00:00|User:Marta Lindqvist|Marta Lindqvist||
Head of lending, harbour branch. I like [[Weeding the collection|weeding]].

{{#ifeq:a|a|I read: ''The Summer Book''.|}}
@@edit 2019-01-12T09:00:00|User:Tomás Herrera|Tomás Herrera||
Systems librarian. Ask me about [[RFID]].
@@edit 2019-01-15T09:00:00|User:Ingrid Bø|Ingrid Bø||
Children's librarian. 🧸
@@edit 2019-03-11T09:00:00|User:Hana Kovač|Hana Kovač||
Acquisitions. [[Knjižnica|Govorim slovensko.]]
@@append 2019-03-12T09:00:00|User:Hana Kovač|Hana Kovač|m|
* [[/Drafts]]
@@edit 2019-03-13T09:00:00|User:Hana Kovač/Drafts|Hana Kovač||
== Draft: serials ==
Nothing yet.
@@edit 2019-02-01T09:00:00|User:JoëlB|JoëlB||
{{User page that is not a template}}
@@edit 2019-08-01T09:00:00|User:محمد الكاتب|محمد الكاتب||
أمين مكتبة.
@@edit 2021-11-01T09:00:00|User:DeweyBot|WikiAdmin||
I am a bot. My owner is [[User:Tomás Herrera]].
@@edit 2021-11-01T09:30:00|User:DeweyBot/common.js|Tomás Herrera||
// not much
console.log("quiet, please");
@@edit 2019-02-12T13:00:00|User talk:JoëlB|Marta Lindqvist||welcome
== Welcome ==
Welcome to the wiki! ~~~~
@@append 2019-02-12T14:00:00|User talk:JoëlB|JoëlB||
:Thanks. ~~~~
@@edit 2019-03-01T08:10:00|User talk:192.0.2.17|Marta Lindqvist||please do not
Please do not overwrite the [[Main Page]]. Hello to class 4B, though! ~~~~
@@append 2019-03-01T10:10:00|User talk:192.0.2.17|192.0.2.17||
:sorry ~~~~
@@edit 2021-07-08T07:10:00|User talk:Old Prankster|WikiAdmin||blocked
You are blocked. ~~~~
@@edit 2021-12-02T09:10:00|User talk:DeweyBot|Marta Lindqvist||
== Row 512 ==
Bay 512 does not exist. ~~~~
@@append 2021-12-03T09:10:00|User talk:DeweyBot|Tomás Herrera||
:It does now. ~~~~
@@edit 2020-03-17T10:00:00|User talk:Ingrid Bø|Hana Kovač||
Will there be [[Story time]] by video? ~~~~
@@append 2020-03-17T10:30:00|User talk:Ingrid Bø|Ingrid Bø||
:Every Thursday, at ten, as ever. ~~~~

@@edit 2019-01-10T10:00:00|Project:About|WikiAdmin||
'''Shelfmarks''' is a wiki of librarians. Texts may be used by anybody.
@@edit 2019-01-10T10:30:00|Help:How to write here|WikiAdmin||
Write so that a new colleague understands it. More: [[Wikitext cheat sheet]].
[[Category:Help]]
@@edit 2019-05-12T09:50:00|Policy:Meeting rooms|WikiAdmin||
Rooms are free for everybody who lets everybody in.
@@edit 2019-05-13T09:50:00|Policy:Borrowing|WikiAdmin||
# Thirty items.
# Four weeks.
# Twice renewed.
@@append 2021-01-10T09:50:00|Policy:Borrowing|WikiAdmin||fine-free
# No [[Overdue fines|fines]].
@@edit 2019-10-10T09:50:00|Policy:Volunteers|WikiAdmin||
From fourteen years on.
@@edit 2019-05-14T09:50:00|Policy talk:Borrowing|203.0.113.99||
Thirty is a lot to carry. ~~~~
@@edit 2019-01-10T11:00:00|MediaWiki:Common.css|WikiAdmin||
.stub { color: #666; }
.infobox { border: 1px solid #aaa; }
@@edit 2019-01-10T11:10:00|MediaWiki:Sidebar|WikiAdmin||
* navigation
** mainpage|mainpage-description
** Glossary|Glossary

@@edit 2020-08-01T10:00:00|Secret door|Old Prankster||
There is a secret door behind the atlases.
@@delete 2020-08-01T11:00:00|Secret door|WikiAdmin||there is not
@@edit 2020-08-02T10:00:00|Reading dogs|Ingrid Bø||
Children read to a dog. The dog does not correct them.
@@delete 2020-08-03T10:00:00|Reading dogs|WikiAdmin||by mistake
@@undelete 2020-08-03T10:05:00|Reading dogs|WikiAdmin||sorry, this one is good
@@append 2020-08-04T10:00:00|Reading dogs|Ingrid Bø|m|
[[Category:Children]]
@@protect 2021-09-16T10:00:00|Main Page|WikiAdmin||everybody sees this page

@@edit 2022-01-10T10:00:00|Quiet study|Old Prankster||buy my tickets at www.example.org
Buy my tickets.
@@edit 2022-01-10T10:30:00|Quiet study|Marta Lindqvist||a page of its own after all
Tables for one, lamps, no sockets. See [[Noise and quiet zones]].
[[Category:People]]
@@edit 2022-01-11T10:30:00|Quiet study|Hana Kovač||reader X. Y. of 5 Mill Lane complained
Tables for one, lamps, and '''now''' sockets. See [[Noise and quiet zones]].
[[Category:People]]
@@sub 2022-01-12T10:30:00|Quiet study|203.0.113.99||
sockets.
=>
sockets (two).
@@hide 2022-01-13T10:00:00|E-book licences|WikiAdmin|text|6|personal data
@@hide 2022-01-13T10:01:00|Quiet study|WikiAdmin|text,comment,user|1|advertising
@@hide 2022-01-13T10:02:00|Quiet study|WikiAdmin|comment|3|name of a reader
@@hide 2022-01-13T10:03:00|Quiet study|WikiAdmin|user|4|asked not to show the address
@@move 2023-03-03T10:00:00|Talk:Sandbox/Archive 1|WikiAdmin|noredirect|Talk:Sandbox|no archive needed

@@upload 2019-01-15T09:50:00|File:Storytime carpet.png|Ingrid Bø|Storytime carpet.png|our carpet
Drawn by ourselves.
@@upload 2019-08-30T09:50:00|File:Shelf.png|JoëlB|Shelf old.png|a shelf
== Summary ==
A shelf of [[RFID|tagged]] books. [[Category:Technology]]
@@upload 2019-08-31T09:50:00|File:Shelf.png|JoëlB|Shelf.png|a larger one
@@upload 2023-04-01T10:00:00|File:Unused picture.png|Ingrid Bø|Unused picture.png|for later
WIKITEXT_END


php "$WIKI/pictures.php" "$WIKI/pictures"
php "$WIKI/fill.php" --conf "$WIKI/LocalSettings.php" --pictures "$WIKI/pictures" "$WIKI/wiki.txt"
run importDump.php --username-prefix oldwiki "$WIKI/oldwiki.xml"
run runJobs.php
run refreshLinks.php
run runJobs.php
run initSiteStats.php --update

run dumpBackup.php --full --quiet > "$OUT/export.xml"
run dumpBackup.php --current --quiet > "$OUT/export-current.xml"
run dumpBackup.php --full --uploads --include-files --quiet > "$OUT/export-files.xml"
sqlite3 "$WIKI/data/wiki.sqlite" < "$WIKI/counts.sql" > "$OUT/counts.json"
