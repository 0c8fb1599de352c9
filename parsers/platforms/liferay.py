"""Liferay 6 portals of ministries and departments: sotttt.hanoi.gov.vn, moh.gov.vn and similar.

The title is no h1 (those name sidebar portlets); "12:00 AM" means that only the day is known; the
body may open with a bare text node. Lists are paged by query parameters of the portlet.
"""

from parsers.model import Selectors
from parsers.platform import Platform

ASSET = Selectors(
    title=(".asset-full-content-title", ".show-asset-title .asset-title", "h3.text-change-size"),
    lead=(".asset-full-content p.sapo", "p.sapo"),
    body=(
        ".asset-full-content .journal-content-article",
        ".journal-content-article",
        ".asset-full-content .asset-content",
    ),
    authors=("p.view-content-author", ".asset-author"),
    published=(".assetPublishDate", "p.time-post", ".metadata-publish-date"),
    section=(".breadcrumb li.last a", ".breadcrumb li:last-child", ".asset-categories a"),
    tags=(".taglib-asset-tags-summary a.tag",),
    drop=(
        ".related_asset",
        ".view-content-author",
        ".asset-metadata",
        ".asset-ratings",
        ".taglib-social-bookmarks",
    ),
    listing_item=(".asset-abstract", "//h3[contains(@class,'asset-title')]/.."),
    item_link=("h3.asset-title a", ".asset-title a", "h3 a"),
    item_lead=(".asset-summary",),
    item_date=(".assetPublishDate", ".metadata-publish-date"),
    listing_next=(
        "//*[contains(@class,'lfr-pagination')]//a[contains(@class,'next')"
        " or normalize-space(.)='Next' or normalize-space(.)='Tiếp theo'"
        " or normalize-space(.)='Sau']",
        "//*[contains(@class,'taglib-page-iterator')]//a[contains(@class,'next')]",
    ),
)

PLATFORM = Platform(
    name="liferay",
    title="Liferay 6",
    verified="a mirror of sotttt.hanoi.gov.vn; a public crawler's selectors for moh.gov.vn",
    hosts=("sotttt.hanoi.gov.vn", "moh.gov.vn"),
    signs=frozenset(
        {
            "asset-full-content",
            "portlet-asset-publisher",
            "journal-content-article",
            "asset-abstract",
        }
    ),
    layouts=(ASSET,),
)
