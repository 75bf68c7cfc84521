"""What `zsite check` and `zsite confirm` say."""

from collections.abc import Mapping

CHECKING: Mapping[str, Mapping[str, str]] = {
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
}
