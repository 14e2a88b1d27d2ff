"""The sheet every writer of the bench writes, as `sheet.ts` tells it, and what a writer tells about itself when it is done."""
import datetime
import json
import resource

DATES = ["Created", "Password last used", "Password last changed", "Key last used"]
COUNTS = ["Days inactive", "Age of key", "Policies", "Actions allowed"]
FLAGS = ["Console password", "MFA active", "Key active"]
COLUMNS = [
    ("Account", "id", 14),
    ("User", "text", 20),
    ("ARN", "id", 44),
    ("Result", "text", 16),
    ("Rating", "text", 12),
    *((title, "date", 12) for title in DATES),
    *((title, "integer", 10) for title in COUNTS),
    *((title, "text", 10) for title in FLAGS),
    ("Condition", "text", 44),
    ("Recommendation", "text", 44),
    ("Exception", "id", 14),
    ("Source", "text", 30),
]
FORMATS = {"date": "yyyy-mm-dd", "integer": "#,##0", "id": "@", "text": "General"}
TONES = [
    (["Exceptions", "Critical", "High"], "FFC7CE", "9C0006"),
    (["Not determinable", "Medium"], "FFEB9C", "7F4B00"),
    (["No exceptions", "Low"], "C6EFCE", "006100"),
]
RESULTS = ["Exceptions", "No exceptions", "No exceptions", "Not determinable"]
RATINGS = ["Critical", "High", "Medium", "Low"]
HEADER_ROW = 10
EPOCH = datetime.datetime(1899, 12, 30)


def row_of(n):
    account = str(10_000_000_000 + (n % 40) * 7_919).zfill(12)
    user = f"user-{n:06}"
    return [
        account,
        user,
        f"arn:aws:iam::{account}:user/department-{n % 17}/{user}",
        RESULTS[n % 4],
        RATINGS[(n * 3) % 4],
        *(EPOCH + datetime.timedelta(days=45_000 + (n * (k + 3)) % 1000) for k in range(4)),
        *((n * (k * 31 + 7)) % 100_000 for k in range(4)),
        *("No" if (n + k) % 3 == 0 else "Yes" for k in range(3)),
        f"The user {user} of R&D <team {n % 29}> has signed in with a password {n % 90} days ago and has no MFA device.",
        f"Attach an MFA device to {user}, or take the password away where the user works with access keys alone.",
        f"X-{(n * 17) % 1_000_000:06}",
        f"accounts/{account}/credential-report.csv:{n + 2}",
    ]


def rule_of(words):
    return "OR(" + ",".join(f'D{HEADER_ROW + 1}="{word}"' for word in words) + ")"


def told():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"processor": used.ru_utime + used.ru_stime, "megabytes": peak(used)}))


def peak(used):
    """Linux tells a process's own peak in its status alone."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return used.ru_maxrss / 1024
