"""What the commands of publishing say, in both languages."""

from collections.abc import Mapping

PUBLISHING: Mapping[str, Mapping[str, str]] = {
    "publish": {
        "en": "Put the built site online: a plan, your yes, one step, and proof that it is up.",
        "zh": "发布网站：先列计划，确认后一步切换，再核对是否已经上线。",
    },
    "releases": {
        "en": "List the releases that a target keeps, and the last entries of its log.",
        "zh": "列出目标上保留的版本和最近的发布记录。",
    },
    "rollback": {
        "en": "Show the release before the current one again, or the one that --to names.",
        "zh": "退回上一版，或 --to 指定的版本。",
    },
    "review": {
        "en": "Record that the content as it is now has been read; without a role, show who has.",
        "zh": "登记对当前内容的审核；不写角色就显示已有的登记。",
    },
    "publish_yes": {"en": "Do it without asking.", "zh": "不再询问，直接执行。"},
    "publish_dry_run": {"en": "Only show the plan.", "zh": "只显示计划，不发布。"},
    "publish_all": {"en": "List every page of the plan.", "zh": "列出计划里的全部网页。"},
    "publish_by": {
        "en": "Who publishes, for the log; else your login name.",
        "zh": "发布人，写进发布记录；不写就用登录名。",
    },
    "publish_wait": {
        "en": "Seconds to wait for another publisher.",
        "zh": "别人正在发布时等多少秒。",
    },
    "publish_adopt": {
        "en": "In a bucket, overwrite files of others that have the site's names.",
        "zh": "覆盖存储桶里与网站同名、不是 zsite 放的文件。",
    },
    "allow_removals": {
        "en": "Remove pages, however many.",
        "zh": "允许删除超过上限的网页。",
    },
    "server_config": {
        "en": "Print the settings of a web server for the target, and do nothing else.",
        "zh": "只输出网页服务器的配置，不发布。",
    },
    "rollback_to": {
        "en": "The beginning of a release's id.",
        "zh": "版本号，写开头几位即可。",
    },
    "review_by": {"en": "Who has read it.", "zh": "审核人。"},
    "review_note": {"en": "A remark.", "zh": "备注。"},
    "plan_head": {
        "en": "Publish to {target} ({way}): {where}",
        "zh": "发布到 {target}（{way}）：{where}",
    },
    "plan_live": {
        "en": "This is the live site, which the public reads.",
        "zh": "这是公众看到的正式网站。",
    },
    "plan_release": {
        "en": "  release   {release}   now there: {current}",
        "zh": "  版本  {release}   目前：{current}",
    },
    "plan_nothing_there": {"en": "nothing", "zh": "还没有"},
    "plan_findings": {
        "en": "  checks    errors: {errors}, warnings: {warnings}",
        "zh": "  检查  {errors}个错误，{warnings}个警告",
    },
    "plan_reviews": {"en": "  reviews   {reviews}", "zh": "  审核  {reviews}"},
    "plan_review": {"en": "{role} {by} {day}", "zh": "{role} {by} {day}"},
    "plan_no_reviews": {"en": "none of this content", "zh": "当前内容没有登记"},
    "plan_next": {
        "en": "  dates     the next status changes on {day}: publish again then",
        "zh": "  日期  下一次状态变化在{day}，到时请重新发布",
    },
    "plan_new": {"en": "New pages: {count}", "zh": "新增网页：{count}"},
    "plan_changed": {"en": "Changed pages: {count}", "zh": "修改网页：{count}"},
    "plan_removed": {"en": "Removed pages: {count}", "zh": "删除网页：{count}"},
    "plan_more": {
        "en": "    … and {count} more; --all lists them",
        "zh": "    ……另有{count}个，用 --all 列出",
    },
    "plan_files": {
        "en": "Other files new or changed: {others}. To send: {files} files, {size}.",
        "zh": "其他新增或修改的文件：{others}个。要传：{files}个文件，{size}。",
    },
    "plan_purge": {
        "en": "Afterwards the cache is told: {how}",
        "zh": "发布后通知缓存：{how}",
    },
    "plan_proof": {
        "en": "Afterwards the changed pages are fetched from {url} and compared.",
        "zh": "发布后从 {url} 取回改动的网页核对。",
    },
    "plan_no_proof": {
        "en": "Nothing is compared afterwards: the target has no url.",
        "zh": "目标没有写 url，发布后不能核对。",
    },
    "plan_same": {
        "en": "Nothing to do: {target} shows release {release} already.",
        "zh": "不用发布：{target} 上已经是版本 {release}。",
    },
    "plan_only": {"en": "Nothing was done (--dry-run).", "zh": "没有发布（--dry-run）。"},
    "rollback_head": {
        "en": "Back to release {release} on {target} ({where}); now there: {current}",
        "zh": "{target}（{where}）退回版本 {release}，目前：{current}",
    },
    "publish_ask": {"en": "Publish?", "zh": "发布吗？"},
    "rollback_ask": {"en": "Go back?", "zh": "退回吗？"},
    "publish_needs_yes": {
        "en": "Nothing was done: there is nobody to ask. --yes does it.",
        "zh": "没有执行：这里无法询问。确认要做请加 --yes。",
    },
    "publish_declined": {"en": "Nothing was done.", "zh": "没有执行。"},
    "publish_stopped": {
        "en": "Not published: what stood online stands.",
        "zh": "没有发布：网上的内容不变。",
    },
    "publish_waiting": {
        "en": "Waiting for {who} ({what}, from {host}, since {since}) …",
        "zh": "正在等{who}（{what}，主机 {host}，开始于 {since}）……",
    },
    "sending": {"en": "sending", "zh": "传送"},
    "proving": {"en": "comparing", "zh": "核对"},
    "published": {
        "en": "Published release {release} to {target}; files sent: {sent}, in {seconds} s.",
        "zh": "已向 {target} 发布版本 {release}：传了{sent}个文件，用时{seconds}秒。",
    },
    "rolled_back": {
        "en": "{target} shows release {release} again, after {seconds} s.",
        "zh": "{target} 已退回版本 {release}，用时{seconds}秒。",
    },
    "proof_good": {
        "en": "Proof: {count} pages fetched from {url}; each is as it was published.",
        "zh": "核对：从 {url} 取回{count}个网页，与发布的完全一致。",
    },
    "proof_bad": {
        "en": "Proof: of {count} pages fetched from {url}, {wrong} are not as they should be.",
        "zh": "核对：从 {url} 取回{count}个网页，{wrong}个不一致。",
    },
    "published_log": {
        "en": "Log: {file}. One command back: zsite rollback {target}",
        "zh": "记录：{file}。要退回上一版：zsite rollback {target}",
    },
    "published_package": {"en": "The archive: {file}", "zh": "压缩包：{file}"},
    "published_pruned": {
        "en": "Old releases removed: {releases}",
        "zh": "已清理旧版本：{releases}",
    },
    "releases_none": {"en": "{target} keeps no release yet.", "zh": "{target} 上还没有版本。"},
    "releases_row": {
        "en": "{mark} {release}   {at}   {by}   {pages}",
        "zh": "{mark} {release}   {at}   {by}   {pages}",
    },
    "releases_pages": {
        "en": "new {new}, changed {changed}, removed {removed}",
        "zh": "新增{new}，修改{changed}，删除{removed}",
    },
    "reviewed": {
        "en": "Recorded: {role} by {by}, for content {content}. Any later change needs another.",
        "zh": "已登记：{role}，{by}，内容 {content}。内容再改动要重新审核。",
    },
    "reviews_none": {
        "en": "No review of the content as it is now ({content}).",
        "zh": "当前内容（{content}）还没有审核登记。",
    },
    "reviews_head": {
        "en": "Reviews of the content as it is now ({content}):",
        "zh": "当前内容（{content}）的审核登记：",
    },
    "reviews_row": {"en": "  {role}  {by}  {at}  {note}", "zh": "  {role}  {by}  {at}  {note}"},
}
