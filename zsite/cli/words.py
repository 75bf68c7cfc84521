"""The sentences of the command line, in both languages."""

from collections.abc import Mapping

from zsite.cli.publishing.words import PUBLISHING

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "about": {
        "en": "zsite makes an investment promotion portal from the records in content/.",
        "zh": "zsite 用 content/ 里的记录生成招商门户网站。",
    },
    "build": {
        "en": "Build the site into output/.",
        "zh": "生成网站，放进 output/。",
    },
    "guide": {
        "en": "Make the printed guides that zsite.yaml declares.",
        "zh": "生成 zsite.yaml 里列出的印刷资料（投资指南、项目册、一页纸等）。",
    },
    "guide_made": {"en": "  made  {path}", "zh": "  生成  {path}"},
    "guides_done": {
        "en": "Files for print: {files}, {size} MB; {made} made in {seconds} s.",
        "zh": "印刷资料共{files}个文件，{size} MB：生成{made}个，用时{seconds}秒。",
    },
    "guides_stand": {
        "en": "Not made: what was there stands until the errors are mended.",
        "zh": "没有生成：改正错误以前，原来的文件不变。",
    },
    "preflight_stitched": {
        "en": " ({pages} when stitched)",
        "zh": "（骑马订按{pages}页）",
    },
    "preflight": {
        "en": "  {path}: {pages} pages{stitched} of {size}, fonts: {fonts}, "
        "pictures: {pictures} (the coarsest {dpi} dpi), at most {ink} % ink, problems: {problems}",
        "zh": "  {path}：{pages}页{stitched}，{size}，字体：{fonts}，"
        "图片{pictures}张（最低{dpi} dpi），最大墨量{ink}%，问题{problems}个",
    },
    "press": {
        "en": "Files for the printer in press/NAME: bleed, crop marks, inks by the ICC profile; "
        "and a preflight.",
        "zh": "为印刷厂生成 press/名称 里的文件（出血、裁切线、转成 CMYK），并做印前检查。",
    },
    "cover": {
        "en": "The cover as one sheet: back, spine, front; in press/NAME.",
        "zh": "把封底、书脊、封面拼成一张，放进 press/名称。",
    },
    "booklet": {
        "en": "Pages arranged for an office printer, to fold and staple; in press/NAME.",
        "zh": "为办公打印机拼版，双面打印后对折装订，放进 press/名称。",
    },
    "preview": {
        "en": "Each page as a picture, in press/NAME; the site is not built.",
        "zh": "把每一页存成图片，放进 press/名称；不生成网站。",
    },
    "check": {
        "en": "Say what an inspector, a lawyer or an investor would find; changes nothing.",
        "zh": "检查网站：先说出检查人员、法务和投资者会发现的问题；不改任何文件。",
    },
    "only": {
        "en": "Only this group (such as government) or this check; may be given more than once.",
        "zh": "只看某一组（如 government）或某一项检查，可以写多次。",
    },
    "check_as_of": {
        "en": "Judge as of this day (YYYY-MM-DD): what will be stale, expired or overdue then.",
        "zh": "按这一天判断（YYYY-MM-DD）：到那天哪些会过期、失效或超期。",
    },
    "changed": {
        "en": "Only what stands in files that changed since the last full check.",
        "zh": "只看上次全面检查以后改过的文件。",
    },
    "external": {
        "en": "Also visit the links that lead to other sites, slowly and each once.",
        "zh": "也访问指向其他网站的链接，慢慢来，每个一次。",
    },
    "check_html": {
        "en": "Also write the report as a page to forward: one file that reads and prints.",
        "zh": "另存为可以转发、打印的网页，一个文件。",
    },
    "check_xlsx": {
        "en": "Also write a work list: a sheet for each office, with a column for its answer.",
        "zh": "另存为整改清单：每个单位一张表，有答复栏。",
    },
    "cannot_save": {
        "en": "{file} could not be written: {reason}",
        "zh": "无法写入 {file}：{reason}",
    },
    "saved": {"en": "Written: {file}", "zh": "已写入：{file}"},
    "fail_on": {
        "en": "From which severity on the exit status is 1: error, warning or note.",
        "zh": "从哪一级起退出状态为1：error、warning 或 note。",
    },
    "only_unknown": {
        "en": "“{asked}” is neither a group nor a check. Groups: {known}",
        "zh": "没有“{asked}”这个组或检查。可用的组：{known}",
    },
    "confirm": {
        "en": "Note that translations were looked at and fit their originals: zsite confirm "
        "projects/juice.",
        "zh": "记下译文已经核对、与原文一致：zsite confirm projects/juice。",
    },
    "confirm_all": {"en": "The translations of all records.", "zh": "全部记录的译文。"},
    "confirm_language": {
        "en": "Only translations into this language; may be given more than once.",
        "zh": "只记这种语言的译文，可以写多次。",
    },
    "confirm_dry_run": {"en": "Only say what would be noted.", "zh": "只列出，不写入。"},
    "confirm_what": {
        "en": "Name records (kind/id), or --all.",
        "zh": "请写记录（类别/编号），或加 --all。",
    },
    "confirm_unknown": {
        "en": "There is no public record {entry}.",
        "zh": "没有 {entry} 这条公开的记录。",
    },
    "confirm_unit": {"en": "  {entry}  {to}: {fields}", "zh": "  {entry}  {to}：{fields}"},
    "confirmed": {
        "en": "{count} translations noted in translations.tsv; {left} still to be confirmed.",
        "zh": "translations.tsv 记下了{count}处译文；还有{left}处待确认。",
    },
    "would_confirm": {
        "en": "{count} translations would be noted; {left} would still be to be confirmed.",
        "zh": "将记下{count}处译文；之后还有{left}处待确认。",
    },
    "checking": {"en": "checking", "zh": "检查中"},
    "schema": {
        "en": "Write a JSON Schema per kind, for completion and checks in editors.",
        "zh": "为每个类别写出 JSON Schema，供编辑器补全和检查。",
    },
    "urls": {
        "en": "Show the addresses that urls.yaml does not remember yet.",
        "zh": "列出 urls.yaml 还没有记下的网址。",
    },
    "init": {
        "en": "Make an empty county in a folder: it can be built at once, and TODO.md says what "
        "to fill in.",
        "zh": "在文件夹里建一个空的县：马上可以生成，TODO.md 里写着要填什么。",
    },
    "new": {
        "en": "Make a new record with remarks, as a draft: zsite new projects juice.",
        "zh": "新建一条带说明的记录（草稿）：zsite new projects juice。",
    },
    "serve": {
        "en": "Show the site in the browser while it is written: every save appears at once.",
        "zh": "边写边看：在浏览器里预览网站，每次保存马上显示。",
    },
    "port": {
        "en": "The first port to try; the next free one is taken.",
        "zh": "从哪个端口试起；被占用就用下一个。",
    },
    "open": {"en": "Open the browser.", "zh": "打开浏览器。"},
    "lan": {
        "en": "Let phones in the local network in, with a QR code; editing stays on this machine.",
        "zh": "允许局域网里的手机扫码查看；编辑只能在本机。",
    },
    "poll": {
        "en": "Look at the files again and again, where a network drive does not tell of changes.",
        "zh": "定时查看文件：用于不通知变化的网络盘。",
    },
    "serve_started": {
        "en": "The preview is at {url} (Ctrl-C ends it).",
        "zh": "预览地址：{url} （按 Ctrl-C 结束）",
    },
    "serve_phone": {
        "en": "For phones in the local network: {url}",
        "zh": "局域网里的手机：{url}",
    },
    "serve_no_network": {
        "en": "This machine is in no network now: the preview is for this machine only.",
        "zh": "本机现在没有连接网络：预览只能在本机看。",
    },
    "serve_built": {
        "en": "Shown: {made} files made in {seconds} s.",
        "zh": "已更新：重做{made}个文件，用时{seconds}秒。",
    },
    "serve_stands": {
        "en": "The last preview stands until the errors are mended.",
        "zh": "改正错误以前，预览保持上一次的样子。",
    },
    "serve_over": {"en": "The preview has ended.", "zh": "预览已结束。"},
    "yes": {
        "en": "Add what is missing to a folder that is not empty.",
        "zh": "文件夹不空也写入：只补缺少的文件。",
    },
    "dry_run": {"en": "Only say what would be made.", "zh": "只列出要建的文件，不写入。"},
    "file_new": {"en": "  new   {path}", "zh": "  新建  {path}"},
    "file_standing": {"en": "  stays {path}", "zh": "  保留  {path}"},
    "init_done": {
        "en": "{count} files are in {folder}. Next: zsite build, then fill in what TODO.md names.",
        "zh": "{folder} 里写好了{count}个文件。接下来运行 zsite build，再按 TODO.md 填写。",
    },
    "init_complete": {"en": "Nothing is missing.", "zh": "什么都不缺。"},
    "init_occupied": {
        "en": "Nothing was written: the folder is not empty. With --yes the new files are added; "
        "those that stay are not touched.",
        "zh": "没有写入：文件夹不是空的。加 --yes 就补上新建的文件，保留的文件不动。",
    },
    "new_done": {
        "en": "Fill it in, then delete the line draft: true. Facts that are still examples stand "
        "where it says “required”.",
        "zh": "请填写，填好后删去 draft: true 那一行。标着“必填”的地方现在都是样例。",
    },
    "new_id": {
        "en": "“{asked}” has the id {id}, which is its address.",
        "zh": "“{asked}”的编号是 {id}，网址里用它。",
    },
    "new_without_id": {
        "en": "Name the record, too: zsite new {kind} ID",
        "zh": "还要写编号：zsite new {kind} 编号",
    },
    "new_reserved": {
        "en": "“{id}” is reserved and cannot be an id; take another name.",
        "zh": "“{id}”是保留名，不能作编号，请换一个。",
    },
    "new_exists": {
        "en": "There is a record {kind}/{id} already; nothing was written. Take another id, "
        "or edit that record.",
        "zh": "已经有 {kind}/{id} 这条记录，没有写入。请换一个编号，或直接改那条记录。",
    },
    "new_needs": {
        "en": "“{label}” ({field}) must name a record of {to}, and there is none yet. "
        "First run: zsite new {to} ID",
        "zh": "“{label}”（{field}）要写一条 {to} 记录的编号，现在还没有。"
        "先运行：zsite new {to} 编号",
    },
    "new_kind_near": {
        "en": "“{kind}” is not a kind of record. Did you mean {near}? Kinds: {known}",
        "zh": "没有“{kind}”这个类别。是不是 {near}？可用的：{known}",
    },
    "new_kind_unknown": {
        "en": "“{kind}” is not a kind of record. Kinds: {known}",
        "zh": "没有“{kind}”这个类别。可用的：{known}",
    },
    "record": {
        "en": "Remember them: from now on they may not vanish.",
        "zh": "记下来：今后这些网址不能消失。",
    },
    "urls_new": {
        "en": "{count} addresses are new; --record remembers them.",
        "zh": "有{count}个新网址；加 --record 记下。",
    },
    "urls_recorded": {
        "en": "{count} addresses were added to urls.yaml; commit it.",
        "zh": "urls.yaml 记下了{count}个网址，请一起提交。",
    },
    "crash": {
        "en": "zsite itself failed ({reason}); the old output/ stands. "
        "Please report it with the file {file}.",
        "zh": "zsite 自身出错（{reason}），原来的 output/ 不变。请把文件 {file} 发给维护者。",
    },
    "root": {"en": "The project's folder.", "zh": "项目的文件夹。"},
    "lang": {"en": "Language of messages: zh or en.", "zh": "提示语言：zh 或 en。"},
    "as_of": {
        "en": "Build for this day (YYYY-MM-DD); statuses follow it.",
        "zh": "按这一天生成（YYYY-MM-DD），有效、失效等状态以它为准。",
    },
    "explain": {"en": "Say why each file was made.", "zh": "说明每个文件为什么重做。"},
    "json": {"en": "Print the report as JSON.", "zh": "以 JSON 输出报告。"},
    "quiet": {"en": "Print problems only.", "zh": "只显示问题。"},
    "all": {"en": "Print every problem, notes too.", "zh": "显示全部问题，包括提示。"},
    "adopt": {
        "en": "Take over an output/ that zsite did not make, with all that is in it.",
        "zh": "接管不是 zsite 生成的 output/，里面的内容会被清除。",
    },
    "workers": {
        "en": "How many processes to use; 0 means one per core.",
        "zh": "使用几个进程；0 为每核一个。",
    },
    "out": {"en": "Where to write them.", "zh": "写到哪个文件夹。"},
    "bad_date": {
        "en": "“{text}” is not a day; write YYYY-MM-DD.",
        "zh": "“{text}”不是日期，请写成 YYYY-MM-DD。",
    },
    "error": {"en": "error", "zh": "错误"},
    "warning": {"en": "warning", "zh": "警告"},
    "note": {"en": "note", "zh": "提示"},
    "more": {
        "en": "… and {count} more of [{id}]; --all shows them.",
        "zh": "……另有{count}条[{id}]，用 --all 查看。",
    },
    "counted": {
        "en": "Errors: {errors}, warnings: {warnings}, notes: {notes}.",
        "zh": "{errors}个错误，{warnings}个警告，{notes}条提示。",
    },
    "stands": {
        "en": "Not built: the old output/ stands until the errors are mended.",
        "zh": "没有生成：改正错误以前，原来的 output/ 不变。",
    },
    "built": {
        "en": "Pages: {pages}, pictures: {pictures}, other files: {others}; "
        "{made} made, {kept} kept, {removed} removed in {seconds} s.",
        "zh": "{pages}个页面，{pictures}张图片，{others}个其他文件："
        "重做{made}个，保留{kept}个，删除{removed}个，用时{seconds}秒。",
    },
    "next_change": {
        "en": "The next status changes on {day}: build again then.",
        "zh": "下一次状态变化在{day}，到时请重新生成。",
    },
    "making": {"en": "making", "zh": "生成中"},
    "because": {"en": "{path}  because: {reasons}", "zh": "{path}  原因：{reasons}"},
    "schemas": {
        "en": "{count} schemas in {folder}; put this line at the head of a record: "
        "# yaml-language-server: $schema={example}",
        "zh": "{folder} 里写好了{count}个 schema；在记录的第一行写："
        "# yaml-language-server: $schema={example}",
    },
    **PUBLISHING,
}


def say(name: str, language: str, **facts: object) -> str:
    """A sentence with its facts."""
    return SENTENCES[name][language].format(**facts)
