"""What `zsite build` says, and what all commands say: options, problems, counts."""

from collections.abc import Mapping

BUILDING: Mapping[str, Mapping[str, str]] = {
    "about": {
        "en": "zsite makes an investment promotion portal from the records in content/.",
        "zh": "zsite 用 content/ 里的记录生成招商门户网站。",
    },
    "build": {
        "en": "Build the site into output/.",
        "zh": "生成网站，放进 output/。",
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
}
