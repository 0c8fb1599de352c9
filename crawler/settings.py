"""Scrapy settings of every crawl: polite by default, no item pipelines. Plain values alone.

What a source file says of itself (delay, budget, contact ...) comes on top: `crawler.loader`.
"""

BOT_NAME = "unionwatch"
SPIDER_LOADER_CLASS = "crawler.loader.SourceLoader"
SPIDER_MODULES: list[str] = []
USER_AGENT = "unionwatch"  # crawler.loader adds version and contact
ROBOTSTXT_OBEY = True

DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0  # a delay is a promise: never shorter
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 1  # in order; Scrapy starts that many tasks for each response
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 15
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # after decompression too
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 5
RETRY_TIMES = 2
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.5",
}

UNIONWATCH_SOURCES: str | None = None  # a folder of more source files
UNIONWATCH_ALLOW_PRIVATE = False
UNIONWATCH_RETRY_WAIT = 2.0  # seconds before the first retry; doubled for the next, longer if busy

TWISTED_DNS_RESOLVER = "crawler.guard.PinningResolver"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # no port is opened
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # in the order of the listing
WARN_ON_GENERATOR_RETURN_VALUE = False
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.logstats.LogStats": None,
    "crawler.politeness.Throttle": 0,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # Frontier does that
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.challenge.ChallengeMiddleware": 200,
    "crawler.revalidate.RevalidateMiddleware": 540,
    "crawler.retry.RetryMiddleware": 550,
    "crawler.redirects.MetaRefreshMiddleware": 580,
    "crawler.redirects.RedirectMiddleware": 600,
    "crawler.guard.GuardMiddleware": 740,  # before the proxy is chosen, at 750
    "crawler.politeness.PolitenessMiddleware": 760,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # no status is an error here
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}

LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0.0
STATS_DUMP = False
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "json": "crawler.export.VisitJsonExporter",
    "jsonlines": "crawler.export.VisitLinesExporter",
    "jsonl": "crawler.export.VisitLinesExporter",
    "jl": "crawler.export.VisitLinesExporter",
}
