"""What the commands say that help to begin: `init`, `new`, `schema`, `urls`."""

from collections.abc import Mapping

STARTING: Mapping[str, Mapping[str, str]] = {
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
    "out": {"en": "Where to write them.", "zh": "写到哪个文件夹。"},
    "schemas": {
        "en": "{count} schemas in {folder}; put this line at the head of a record: "
        "# yaml-language-server: $schema={example}",
        "zh": "{folder} 里写好了{count}个 schema；在记录的第一行写："
        "# yaml-language-server: $schema={example}",
    },
}
